import type { Page } from 'playwright/test'
import { SECRET } from '../support/signed-request.ts'
import { postStory, tellBusyStory, tellStory, type StoryName } from '../support/stories.ts'
import { expect } from './fixtures.ts'
import type { Launched } from './launch.ts'

/** What the specs about changes, histories and mappings have in common. */

export const env = { SCALEKIT_WEBHOOK_SECRET: SECRET }

/** The stories of these specs begin on 2 September 2024 and end in November 2025. */
const startMs = Date.UTC(2024, 8, 2)

/** Of events a `treegrid`, since bursts unfold; of deliveries a `grid`. */
export const timeline = (page: Page) =>
  page.locator('[data-pane="timeline"]').locator('[role=treegrid], [role=grid]')
export const rows = (page: Page) => timeline(page).getByRole('row')
/** The one that is shown: one that was left is still there while it fades. */
export const panel = (page: Page) => page.getByRole('tabpanel').and(page.locator(':not([inert])'))
export const tab = (page: Page, name: RegExp | string) => page.getByRole('tab', { name })
export const pane = (page: Page, name: 'Event' | 'Entity') => page.getByRole('region', { name, exact: true })
export const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter', exact: true })

export const bodiesOf = (name: StoryName) => tellStory(name, { startMs }).bodies
export const busyBodies = (updates: number) => tellBusyStory(updates, { startMs }).bodies

/** Delivers stories one after the other and waits until the timeline has all of their events. */
export async function tell({ page, receiverUrl }: Launched, ...names: readonly StoryName[]): Promise<void> {
  const bodies = names.flatMap(bodiesOf)
  await postStory(receiverUrl, SECRET, bodies)
  const ids = new Set(bodies.map((body) => body['id'] ?? body))
  const all = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^All events/ })
  await expect(all).toHaveAccessibleName(new RegExp(`^All events,? ${ids.size}\\b`))
}

/** Opens the event that arrived as the nth of those that the timeline lists, 1 being the first, and waits until it is shown. */
export async function openNth({ page }: Pick<Launched, 'page'>, nth: number): Promise<void> {
  const listed = await rows(page).count()
  await rows(page)
    .nth(listed - nth)
    .click()
  const [, , id = ''] = new URL(page.url()).hash.split('/')
  // Keys are for the event that is shown, which is another one for a blink.
  await expect(pane(page, 'Event')).toContainText(decodeURIComponent(id))
}

/** Narrows the timeline until it has so many rows, all of them with that name. */
export async function find(
  { page }: Pick<Launched, 'page'>,
  query: string,
  { count, name }: { readonly count: number; readonly name: string }
): Promise<void> {
  await filter(page).fill(query)
  // The rows before may be as many.
  await expect(rows(page)).toHaveText(Array.from({ length: count }, () => new RegExp(name)))
}

/** What a copy put into the clipboard, read as a reader would: by pasting it, into a note. */
export async function pasted(page: Page): Promise<string> {
  const note = page.getByRole('textbox', { name: 'Note' })
  await page.keyboard.press('n')
  await note.press('Control+V')
  const text = await note.inputValue()
  await page.keyboard.press('Escape')
  return text
}

/** Nothing is wider than a narrow window. */
export async function expectNoOverflow(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
}

/** Opens a page of the settings as the menu in the top bar does. */
export async function openSettings(page: Page, name: 'Endpoints' | 'Secrets' | 'Data'): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).press('Enter')
  await page.getByRole('menuitem', { name }).press('Enter')
}
