import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/{contract,core}/**/*.test.ts', 'scripts/**/*.test.ts'],
    reporters: ['default', './scripts/vitest-count-reporter.mjs'],
    // Many tests wait for sockets and timers: two files at a time, also where there are but two cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000
  }
})
