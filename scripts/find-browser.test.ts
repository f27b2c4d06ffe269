import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser } from './find-browser.mjs'

const folder = mkdtempSync(join(tmpdir(), 'find browser '))
const file = (...path: string[]) => join(folder, ...path)

beforeAll(() => {
  for (const path of ['a/google-chrome', 'b/chromium', 'b/chrome.exe', 'named']) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(file(path), '')
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PATH = [file('absent'), file('a'), file('b')].join(delimiter)

test('takes the browser that CHROMIUM_PATH names before any other', async () => {
  const env = { CHROMIUM_PATH: file('named'), PATH }
  expect(await findBrowser({ env, platform: 'linux' })).toBe(file('named'))
})

test('says so when CHROMIUM_PATH names nothing', async () => {
  const env = { CHROMIUM_PATH: file('gone'), PATH }
  await expect(findBrowser({ env, platform: 'linux' })).rejects.toThrow(`CHROMIUM_PATH is ${file('gone')}`)
})

test('takes the plainest Chromium on the PATH, wherever it stands there', async () => {
  expect(await findBrowser({ env: { PATH }, platform: 'linux' })).toBe(file('b', 'chromium'))
  expect(await findBrowser({ env: { PATH }, platform: 'win32' })).toBe(file('b', 'chrome.exe'))
})

test('falls back to Playwright’s own, and to null without one', async () => {
  const own = chromium.executablePath()
  expect(await findBrowser({ env: {}, platform: 'linux' })).toBe(existsSync(own) ? own : null)
})
