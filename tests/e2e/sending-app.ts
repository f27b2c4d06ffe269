import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import type { Locator, Page } from 'playwright/test'
import { startHandler, verifyingRaw, type Handle } from '../support/check-handlers.ts'
import { post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test as base } from './fixtures.ts'
import type { Launched } from './launch.ts'
import { rows, tab } from './story-app.ts'

/** What the specs about replaying, forwarding and checking have in common. */

export interface Arrived {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A developer's app: a real server, told how it answers. */
export interface App {
  readonly url: string
  /** Every request so far, in the order of arrival. */
  readonly arrived: Arrived[]
  /** Changes its code, as a developer does between two runs. */
  become(handle: Handle): void
  /** Ends it at once, connections included. */
  die(): void
}

interface Fixtures {
  /** Starts an app, which ends with the test. It verifies the bytes unless told otherwise. */
  serve: (handle?: Handle) => Promise<App>
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter's pattern
  serve: async ({}, use) => {
    const apps: App[] = []
    await use(async (handle = verifyingRaw()) => {
      let current = handle
      const arrived: Arrived[] = []
      const server = await startHandler((request, body, response) => {
        arrived.push({ headers: request.headers, body: body.toString() })
        current(request, body, response)
      })
      const app = {
        url: server.url,
        arrived,
        become(next: Handle) {
          current = next
        },
        die: () => server.close()
      }
      apps.push(app)
      return app
    })
    for (const app of apps) app.die()
  }
})

/** Answers of JSON, to those whose signature holds. */
export const answeringJson = (answer: (body: Record<string, unknown>) => object, status = 200): Handle =>
  verifyingRaw((_request, body, response) => {
    const text = JSON.stringify(answer(JSON.parse(body.toString()) as Record<string, unknown>))
    response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  })

/** Keeps every request waiting; `release` answers them and all that come after. */
export function answeringWhenReleased(): { readonly handle: Handle; release(): void } {
  const waiting: (() => void)[] = []
  let isReleased = false
  return {
    handle: verifyingRaw((_request, _body, response) => {
      const answer = () => void response.writeHead(200).end('{}')
      if (isReleased) answer()
      else waiting.push(answer)
    }),
    release() {
      isReleased = true
      for (const answer of waiting.splice(0)) answer()
    }
  }
}

export const idsOf = (arrived: readonly Arrived[]) =>
  arrived.map(({ headers }) => String(headers['webhook-id']))

/** Presses a key in an app that has just started, once it listens to keys. */
export async function pressFirst(page: Page, key: string): Promise<void> {
  await expect(page.getByText('No events yet')).toBeVisible()
  await page.keyboard.press(key)
}

/** Delivers one event for each name and waits until the timeline has them all. */
export async function deliver({ page, receiverUrl }: Launched, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const id = name.toLowerCase().replaceAll(' ', '_')
    const data = { id: `diruser_${id}`, email: `${id}@people.example`, name }
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that their order is known
    await post(receiverUrl, signed(userEvent({ data })))
  }
  const all = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^All events/ })
  await expect(all).toHaveAccessibleName(new RegExp(`^All events,? ${names.length}\\b`))
}

export const people = (count: number) =>
  Array.from({ length: count }, (_, index) => `Person ${String(index + 1).padStart(2, '0')}`)

/** Opens the event of that person and waits until it is shown. */
export async function openEventOf(page: Page, name: string): Promise<void> {
  await rows(page).filter({ hasText: name }).first().click()
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
}

/** The target of a dialog's form, written, and looked at before anything is sent. */
export async function chooseTarget(dialog: Locator, url: string): Promise<void> {
  await dialog.getByRole('combobox', { name: 'Target' }).fill(url)
  await expect(dialog).toContainText('It takes connections')
}

/** What a press of that button saves, as text. */
export async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download')
  await press()
  const download = await downloading
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

/** Chooses where replays go, through the options of the replay button, and sends the event that is shown there. */
export async function replayTo(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Replay options' }).click()
  const form = page.getByRole('dialog', { name: 'Replay' })
  await form.getByRole('combobox', { name: 'Target' }).fill(url)
  await form.getByRole('button', { name: 'Replay now' }).click()
}

/** The attempts of the event that is shown, latest first. */
export async function attempts(page: Page): Promise<Locator> {
  await tab(page, /^Replays/).click()
  // Lists within an attempt are those of headers and timings.
  return page.getByRole('tabpanel').getByRole('list').first().locator('> li')
}

export const replays = (page: Page) => page.getByRole('dialog', { name: 'Replays', exact: true })
