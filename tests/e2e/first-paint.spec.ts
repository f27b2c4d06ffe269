import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { env, rows, tell } from './story-app.ts'

/** What the page looks like from its very first frame on. */

interface Seen {
  readonly shifts: readonly { readonly value: number; readonly of: string }[]
  /** Each look that the page has had, in order. */
  readonly looks: readonly string[]
}

/** Notes in every page of the context what moves by itself, and how each frame looks before it is painted. */
const watching = `
  globalThis.seen = { shifts: [], looks: [] }
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const of = sources.map(({ node }) => node?.nodeName + ' ' + node?.textContent?.slice(0, 40)).join(', ')
      if (!hadRecentInput) seen.shifts.push({ value, of })
    }
  }).observe({ type: 'layout-shift', buffered: true })
  const look = () => {
    if (document.body) {
      const root = getComputedStyle(document.documentElement)
      const colour = getComputedStyle(document.body).backgroundColor
      const now = root.colorScheme + ', ' + colour + ', rows of ' + root.getPropertyValue('--row-height')
      if (seen.looks.at(-1) !== now) seen.looks.push(now)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
`
const watch = (page: Page) => page.context().addInitScript({ content: watching })

/** Shifts are told after their frame; by the time that the page is idle they are. */
const seen = (page: Page) =>
  page.evaluate<Seen>(
    'new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve(seen))))'
  )

const light = 'rgb(244, 244, 247)'
const dark = 'rgb(16, 16, 19)'

test(
  'nothing moves by itself while the page fills, be the store empty or not',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await page.setViewportSize({ width: 1440, height: 900 })
    await watch(page)

    await page.reload()
    await expect(page.getByRole('heading', { name: 'No events yet' })).toBeVisible()
    await expect(page.getByRole('group', { name: 'First steps' })).toContainText('See an event')
    await expect(page.getByText('Copy, freshly signed')).toBeVisible()
    await expect(page.getByRole('list', { name: 'The way of a delivery' })).toContainText(/Storing, \d/)
    // The first test of the way adds to the status line what it has found.
    const empty = (await seen(page)).shifts.filter(
      ({ of }) => !/^(BUTTON|svg) (Your app|Disk|Test now)/.test(of)
    )
    expect(empty).toEqual([])

    await tell(app, 'joinerOkta', 'drift')
    await page.reload()
    await expect(page.getByRole('slider', { name: 'Received over time' })).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Views' })).toContainText('Organisations')
    await expect(rows(page).first()).toBeVisible()
    await expect(page.getByText('No event selected')).toBeVisible()
    expect((await seen(page)).shifts).toEqual([])
  }
)

test(
  'the first frame has the colours and the density that were chosen, also at the next start',
  { tag: '@page' },
  async ({ launch, createFolder }) => {
    const dataDir = createFolder()
    const first = await launch({ dataDir, env, expectedProblems: /net::ERR_|401/ })
    const { page } = first
    await watch(page)
    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'Menu', exact: true }).press('Enter')
      await page.getByRole('menuitemradio', { name }).press('Enter')
    }
    for (const [theme, system, colour] of [
      ['Dark', 'light', dark],
      ['Light', 'dark', light]
    ] as const) {
      await page.emulateMedia({ colorScheme: system })
      await choose(theme)
      await expect(page.locator('body')).toHaveCSS('background-color', colour)
      await page.reload()
      await expect(page.getByRole('region', { name: 'Listening' })).toContainText('This machine only')
      expect((await seen(page)).looks).toEqual([`${theme.toLowerCase()}, ${colour}, rows of 52px`])
    }

    await page.getByRole('button', { name: 'Settings' }).press('Enter')
    await page.getByRole('tab', { name: 'Appearance' }).click()
    await page.getByRole('radio', { name: 'Compact' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
    await page.keyboard.press('Escape')
    const { origin } = new URL(page.url())
    // The page stays open, as it would on a desk; the app comes back where it was.
    await first.kill()
    const second = await launch({ dataDir, env })
    expect(new URL(second.page.url()).origin).toBe(origin)
    await expect(page.getByRole('region', { name: 'Listening' })).toContainText(
      'Open the link that the app printed'
    )
    const [, link = ''] = /"uiUrl":"([^"]+)"/.exec(second.log()) ?? []
    await page.goto(link)
    await expect(page.getByRole('region', { name: 'Listening' })).toContainText('This machine only')
    expect((await seen(page)).looks).toEqual([`light, ${light}, rows of 30px`])
  }
)
