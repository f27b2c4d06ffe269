import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

// Each test of the core starts the store's thread from source, and each file a process: what Node compiled for one
// serves all. Handed on through the environment, since Node looks there when it starts.
process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/node')

const pure = 'src/{shared,renderer}/**/*.test.{ts,tsx}'

export default defineConfig({
  test: {
    reporters: ['default', './scripts/vitest-count-reporter.mjs'],
    // Many tests wait for sockets and timers: three files at a time, also where there are but two cores.
    maxWorkers: 3,
    // Far beyond what anything takes, for machines that are busy with something else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        // A process for each file takes several times longer than what these files do.
        test: { name: 'pure', include: [pure], isolate: false }
      },
      {
        extends: true,
        test: {
          name: 'core',
          isolate: false,
          include: ['src/**/*.test.ts', 'tests/{contract,core}/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [pure]
        }
      }
    ]
  }
})
