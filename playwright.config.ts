import { resolve } from 'node:path'
import { defineConfig } from 'playwright/test'
import { electronAbsence } from './tests/e2e/electron-absence.ts'

const isRunner = process.env['TEST_WORKER_INDEX'] === undefined
if (isRunner && electronAbsence !== null)
  console.warn(`The project "electron" is skipped: ${electronAbsence}`)

// Each test starts an app: what Node compiled for one serves all.
process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/node')

const onePage = process.env['EVERY_HOST'] === '1' ? {} : { grepInvert: /@page/ }

/**
 * One set of specs for every host; files that begin with a host's name are about that host only. What is tagged
 * `@page` is the same page on the same core wherever it runs, so that one host is enough: the others have their own
 * specs and one way through each area. With `EVERY_HOST=1`, as each night, all run everywhere.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  // One more than the cores that there are at least: part of each test is waiting.
  workers: 3,
  // What fails on a busy machine alone is tried once more there, and listed as flaky; a fault fails twice.
  retries: process.env['CI'] === undefined ? 0 : 1,
  // Far beyond what anything takes, for machines that are busy with something else.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // So that what cannot be pressed is named, in place of a test that took too long.
  use: { actionTimeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['./scripts/pw-count-reporter.mjs']],
  projects: [
    { name: 'browser', testIgnore: '**/desktop*.spec.ts' },
    { name: 'desktop', testIgnore: '**/browser*.spec.ts', ...onePage },
    { name: 'electron', testIgnore: '**/browser*.spec.ts', ...onePage }
  ]
})
