import type { Page } from 'playwright/test'
import type { SectionName } from '../../src/renderer/src/features/settings/section-names.ts'
import type { DialogName } from '../../src/renderer/src/state/dialog-names.ts'
import { verifyingRestringified } from '../support/check-handlers.ts'
import { look, lookAtMenu, lookAtTabs, lookOver } from './axe.ts'
import { expect } from './fixtures.ts'
import type { Launched } from './launch.ts'
import { answeringWhenReleased, attempts, chooseTarget, replayTo, test, type App } from './sending-app.ts'
import { env, openNth, panel, rows, tell } from './story-app.ts'

/** Every dialog and every section of the settings, in both themes. */

interface Look extends Launched {
  readonly handler: App
}

const open = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })
/** Toasts are dialogs too. */
const settings = (page: Page) => page.locator('[data-dialog]')
const question = (page: Page) => page.getByRole('alertdialog')

/** Opens an action of the palette, as one does who knows no key. */
async function choose(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find an action' }).fill(action)
  await page.getByRole('option', { name: action }).first().click()
}

/** A dialog that is not here does not compile. Sections of the settings are opened one after the other. */
const dialogs: Readonly<Record<Exclude<DialogName, SectionName>, (app: Look) => Promise<void>>> = {
  async palette({ page }) {
    await page.keyboard.press('Control+k')
    const palette = open(page, 'All actions')
    await lookOver(page, 'palette', palette, page.getByRole('option').first())
  },
  async shortcuts({ page }) {
    await page.keyboard.press('?')
    await lookOver(page, 'cheat sheet', open(page, 'Keyboard shortcuts'))
  },
  async tunnel({ page }) {
    await page.getByRole('button', { name: 'Start listening' }).click()
    const dialog = open(page, 'Get a public URL')
    for (const way of ['ngrok', 'My own URL', 'No tunnel']) {
      await dialog.getByRole('radio', { name: way }).check()
      await lookOver(page, `tunnel, ${way}`, dialog)
    }
  },
  async settings({ page }) {
    await page.keyboard.press('Control+,')
    const dialog = settings(page)
    await lookAtTabs(page, 'settings', page.getByRole('tablist', { name: 'Settings' }), dialog)
    await page.getByRole('tab', { name: 'Endpoints' }).click()
    await lookAtTabs(page, 'an endpoint', page.getByRole('tablist', { name: /^Endpoint / }), dialog)
    await dialog.getByRole('button', { name: 'New endpoint' }).click()
    await dialog.getByRole('textbox', { name: 'Path' }).fill('staging')
    await lookOver(page, 'a new endpoint', dialog, dialog.getByText('A path starts with /.'))
    await page.getByRole('tab', { name: 'What is kept' }).click()
    await dialog.getByRole('textbox', { name: 'Number of events' }).fill('9')
    await lookOver(page, 'a limit that is refused', dialog, dialog.getByText('Write a whole number from'))
  },
  async shapes({ page }) {
    await choose(page, 'Payload changes')
    const dialog = open(page, 'Payload changes')
    await lookOver(page, 'payload changes', dialog, dialog.getByRole('listitem').first())
  },
  async replays({ page, handler }) {
    await choose(page, 'All replays')
    const dialog = open(page, 'Replays')
    await lookAtTabs(page, 'a replay', dialog.getByRole('tablist', { name: 'Replay' }), dialog)
    const slow = answeringWhenReleased()
    handler.become(slow.handle)
    await dialog.getByRole('button', { name: 'Run again…' }).click()
    await chooseTarget(dialog, handler.url)
    await lookOver(page, 'a replay before it is sent', dialog)
    await dialog.getByRole('button', { name: /^Send / }).click()
    await lookOver(page, 'a replay under way', dialog, dialog.getByRole('progressbar', { name: 'Progress' }))
    slow.release()
  },
  async simulator({ page }) {
    await page.keyboard.press('i')
    const dialog = open(page, 'Simulator')
    const tabs = dialog.getByRole('tablist', { name: 'Simulator' })
    await dialog.getByRole('button', { name: 'Send event' }).click()
    await expect(dialog.getByText('Accepted', { exact: true })).toBeVisible()
    await lookAtTabs(page, 'simulator', tabs, dialog)
  },
  async checks({ page, handler }) {
    handler.become(verifyingRestringified)
    await page.keyboard.press('v')
    const dialog = open(page, 'Handler check')
    await chooseTarget(dialog, handler.url)
    await lookOver(page, 'a check before it is run', dialog)
    await dialog.getByRole('button', { name: 'Check the handler' }).click()
    await expect(dialog.getByText(/^The handler does not hold yet/)).toBeVisible({ timeout: 40_000 })
    const failed = dialog
      .getByRole('region')
      .getByRole('listitem')
      .filter({ hasText: 'JSON that parsing does not preserve' })
      .first()
    await failed.getByRole('button').first().press('Enter')
    await lookOver(page, 'a check that failed', dialog, failed.getByText('What follows'))
    await lookAtMenu(page, 'reports', dialog.getByRole('button', { name: 'Save the report' }))
  },
  async share({ page }) {
    await page.keyboard.press('e')
    const dialog = open(page, 'Share events')
    await dialog.getByRole('radio', { name: 'All events' }).check()
    await expect(dialog.getByRole('table')).toBeVisible()
    await lookAtTabs(page, 'share', dialog.getByRole('tablist', { name: 'Preview' }), dialog)
  },
  async editor({ page }) {
    await page.keyboard.press('Shift+R')
    const dialog = open(page, 'Edit and replay')
    await expect(dialog.getByRole('textbox', { name: 'Body of the event' })).toBeVisible()
    for (const list of ['What comes of it', 'What is sent']) {
      await lookAtTabs(page, 'editor', dialog.getByRole('tablist', { name: list }), dialog)
    }
    await dialog.getByRole('tab', { name: 'Body' }).click()
    await dialog.getByRole('tab', { name: 'Changes' }).click()
    await dialog.getByRole('textbox', { name: 'Body of the event' }).click()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('x')
    await lookOver(page, 'a mistake in the body', dialog, dialog.getByText(/JSON|line 1/i).first())
    await page.keyboard.press('Escape')
    await lookOver(page, 'edits that would be lost', question(page))
    await question(page).getByRole('button', { name: 'Discard' }).click()
  }
}

// Each looks at some twenty views.
test.describe.configure({ timeout: 600_000 })

const names = Object.keys(dialogs) as (keyof typeof dialogs)[]
/** Looked at side by side. */
const parts = [0, 1, 2, 3, 4].map((part) => names.filter((_, index) => index % 5 === part))
for (const part of parts) {
  test(`dialogs: ${part.join(', ')}`, { tag: '@page' }, async ({ launch, serve }) => {
    const app = await launch({ env, expectedProblems: /400.*\/rpc\/replays\.start/ })
    const { page } = app
    const handler = await serve()
    await tell(app, 'drift')
    await page.getByRole('button', { name: 'Fold bursts' }).click()
    await openNth(app, 2)
    await replayTo(page, handler.url)
    await expect((await attempts(page)).first()).toContainText('OK 200')
    await (await attempts(page)).first().getByRole('button').first().click()
    await look(page, 'an attempt', panel(page).getByRole('region', { name: 'Timing' }))
    for (const name of part) {
      await dialogs[name]({ ...app, handler })
      await page.keyboard.press('Escape')
      await expect(page.locator('[data-dialog]')).toHaveCount(0)
    }
    await expect(rows(page).first()).toBeVisible()
  })
}
