import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

// Each test of the core starts the store's thread from source, and each file a process: what Node compiled for one
// serves all. Handed on through the environment, since Node looks there when it starts.
process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/node')

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/{contract,core}/**/*.test.ts', 'scripts/**/*.test.ts'],
    reporters: ['default', './scripts/vitest-count-reporter.mjs'],
    // Many tests wait for sockets and timers: three files at a time, also where there are but two cores.
    maxWorkers: 3,
    // Far beyond what anything takes, for machines that are busy with something else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } }
  }
})
