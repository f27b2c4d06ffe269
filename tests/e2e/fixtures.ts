/* oxlint-disable no-empty-pattern -- Playwright reads what a fixture needs from its parameter's pattern */
import { test as base, chromium, type Browser } from 'playwright/test'
import { browserArgs, findBrowser } from '../../scripts/find-browser.mjs'
import { createTempDir } from '../support/temp-dir.ts'
import { electronAbsence } from './electron-absence.ts'
import { launch, type Host, type Launched, type LaunchOptions } from './launch.ts'

type Options = Partial<Pick<LaunchOptions, 'dataDir' | 'env' | 'flags' | 'args'>> & {
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
  chromiumBrowser: () => Promise<Browser>
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // Started when a test first asks for it: the desktop hosts have a browser of their own.
  chromiumBrowser: [
    async ({}, use) => {
      const executablePath = await findBrowser()
      let started: Promise<Browser> | undefined
      await use(
        () => (started ??= chromium.launch({ args: browserArgs, ...(executablePath && { executablePath }) }))
      )
      await (await started)?.close()
    },
    { scope: 'worker' }
  ],

  createFolder: async ({}, use) => {
    const folders: { path: string; remove(): void }[] = []
    await use(() => {
      const folder = createTempDir()
      folders.push(folder)
      return folder.path
    })
    for (const folder of folders) folder.remove()
  },

  launch: async ({ chromiumBrowser, createFolder }, use, testInfo) => {
    const host = testInfo.project.name as Host
    testInfo.skip(host === 'electron' && electronAbsence !== null, electronAbsence ?? '')
    const all: { app: Launched; expectedProblems: RegExp | undefined }[] = []
    await use(async ({ expectedProblems, ...options } = {}) => {
      const app = await launch(host, {
        dataDir: createFolder(),
        ...options,
        browser: chromiumBrowser
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

export { expect } from 'playwright/test'
