import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/{contract,core}/**/*.test.ts', 'scripts/**/*.test.ts'],
    reporters: ['default', './scripts/vitest-count-reporter.mjs'],
    testTimeout: 30_000,
    hookTimeout: 30_000
  }
})
