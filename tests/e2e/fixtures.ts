/* oxlint-disable no-empty-pattern -- Playwright reads what a fixture needs from its parameter's pattern */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, chromium, type Browser } from 'playwright/test'
import { findBrowser } from '../../scripts/find-browser.mjs'
import { electronAbsence } from './electron-absence.ts'
import { launch, type Host, type Launched, type LaunchOptions } from './launch.ts'

type Options = Partial<Pick<LaunchOptions, 'dataDir' | 'env' | 'flags'>> & {
  /** Errors of the page that the test causes on purpose. */
  readonly expectedProblems?: RegExp
}

interface Fixtures {
  /** Starts the app in the host that the project is about, in a fresh data folder unless one is given. */
  launch: (options?: Options) => Promise<Launched>
  /** A fresh folder, with a space in its path, that is gone after the test. */
  createFolder: () => string
}

interface WorkerFixtures {
  chromiumPath: string | null
  chromiumBrowser: () => Promise<Browser>
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  chromiumPath: [async ({}, use) => use(await findBrowser()), { scope: 'worker' }],

  // Started when a test first asks for it: the desktop hosts have a browser of their own.
  chromiumBrowser: [
    async ({ chromiumPath }, use) => {
      let started: Promise<Browser> | undefined
      await use(
        () => (started ??= chromium.launch({ ...(chromiumPath && { executablePath: chromiumPath }), args }))
      )
      await (await started)?.close()
    },
    { scope: 'worker' }
  ],

  createFolder: async ({}, use) => {
    const folders: string[] = []
    await use(() => {
      const folder = mkdtempSync(join(tmpdir(), 'webhook inspector '))
      folders.push(folder)
      return folder
    })
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  launch: async ({ chromiumPath, chromiumBrowser, createFolder }, use, testInfo) => {
    const host = testInfo.project.name as Host
    testInfo.skip(host === 'electron' && electronAbsence !== null, electronAbsence ?? '')
    const all: { app: Launched; expectedProblems: RegExp | undefined }[] = []
    await use(async ({ expectedProblems, ...options } = {}) => {
      const app = await launch(host, {
        dataDir: createFolder(),
        ...options,
        browser: chromiumBrowser,
        browserPath: chromiumPath
      })
      all.push({ app, expectedProblems })
      return app
    })
    const problems: string[] = []
    const isFailing = () => problems.length > 0 || testInfo.status !== testInfo.expectedStatus
    for (const { app, expectedProblems } of all) {
      if (isFailing()) {
        const body = await app.page.screenshot().catch(() => null)
        if (body) await testInfo.attach('page', { body, contentType: 'image/png' })
      }
      await app.close().catch((error: unknown) => problems.push(String(error)))
      problems.push(...app.problems.filter((problem) => !expectedProblems?.test(problem)))
      if (isFailing()) await testInfo.attach('log', { body: app.log(), contentType: 'text/plain' })
    }
    if (problems.length > 0) throw new Error(`The app or its page reported errors:\n${problems.join('\n')}`)
  }
})

const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

export { expect } from 'playwright/test'
