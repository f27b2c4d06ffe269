import axe, { type RunOptions } from 'axe-core'
import type { Locator, Page } from 'playwright/test'
import { expect } from './fixtures.ts'

/** What is left over from the other theme, or still fades in, has colours that nobody chose. */
const settled =
  'Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => null)'

/** Nothing that keeps anybody out, in either theme: they differ in their colours only. */
async function expectNoViolations(page: Page, view: string, within: Locator): Promise<void> {
  // Once for a page: to read it takes as long as to run it.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(settled)
    const options: RunOptions = {
      // What passes need not be described: that takes longer than the checks.
      resultTypes: ['violations'],
      ...(colorScheme === 'dark' && { runOnly: ['color-contrast'] })
    }
    const { violations } = await within.evaluate(
      (element, given) => (globalThis as unknown as { axe: typeof axe }).axe.run(element, given),
      options
    )
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)
    )
    expect.soft(found, `${view}, ${colorScheme}`).toEqual([])
  }
}

/** Checks the page once that much of the view is there. */
export async function look(page: Page, view: string, sign: Locator): Promise<void> {
  await expect(sign, view).toBeVisible()
  await expectNoViolations(page, view, page.locator(':root'))
}

/** Checks what lies over a page that has been looked at. */
export async function lookOver(page: Page, view: string, over: Locator, sign = over): Promise<void> {
  await expect(sign, view).toBeVisible()
  await expectNoViolations(page, view, over)
}

/** Opens each tab there is, so that none can be forgotten. */
export async function lookAtTabs(page: Page, of: string, list: Locator, over?: Locator): Promise<void> {
  const tabs = list.getByRole('tab')
  await expect(tabs).not.toHaveCount(0)
  for (const each of await tabs.all()) {
    // A toast may lie over it.
    await each.press('Enter')
    const view = `${of}, ${await each.innerText()}`
    const id = await each.getAttribute('aria-controls')
    const shown = page.locator(`[id="${id}"]:not([inert])`)
    await expect(shown.locator('*'), view).not.toHaveCount(0)
    await lookOver(page, view, over ?? page.locator(':root'), shown)
  }
}

export async function lookAtMenu(page: Page, view: string, button: Locator): Promise<void> {
  await button.click()
  await lookOver(page, view, page.getByRole('menu'))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
}
