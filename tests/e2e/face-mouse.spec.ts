import type { Locator, Page } from 'playwright/test'
import { post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import { bodiesOf, env, filter, pane, panel, rows, tab, tell, timeline } from './story-app.ts'

/** The same day as by keyboard, with nothing but the mouse where nothing has to be written. */

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })
const boxOf = async (element: Locator) => {
  const box = await element.boundingBox()
  if (!box) throw new Error('It is not on the screen.')
  return box
}

test('a day by mouse alone', async ({ launch }) => {
  // What was asked about an event while it was deleted is not found.
  const app = await launch({ env })
  const { page, receiverUrl } = app
  await tell(app, 'joinerOkta')
  await post(receiverUrl, { headers: {}, body: '{}' })
  const all = bodiesOf('joinerOkta').length
  await expect(rows(page)).toHaveCount(all)

  // A facet, what it leaves, and the way back.
  await views(page).getByRole('button', { name: /^Okta/ }).click()
  await expect(rows(page)).toHaveCount(all)
  await filter(page).click()
  await page.getByRole('option', { name: /^action:/ }).click()
  await page.getByRole('option', { name: 'action:updated' }).click()
  const updates = all - 2
  await expect(rows(page)).toHaveCount(updates)
  // The list is closed, and was never in anybody's way.
  await expect(page.getByRole('option')).toHaveCount(0)

  // Several at once, by their ends.
  await rows(page).first().click()
  await rows(page)
    .last()
    .click({ modifiers: ['Shift'] })
  const many = page.getByRole('group', { name: 'What is picked' })
  await expect(many).toContainText(`${updates} events picked`)
  await many.getByRole('button', { name: 'Delete' }).click()
  await expect(rows(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows(page)).toHaveCount(updates)
  await page.getByRole('button', { name: 'Clear the filter' }).first().click()
  await expect(rows(page)).toHaveCount(all)

  // A span of time, taken from the bars.
  const bars = page.getByRole('slider', { name: 'Received over time' })
  const box = await boxOf(bars)
  await page.mouse.move(box.x + 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 3 })
  await page.mouse.up()
  await expect(filter(page)).toHaveValue(/^after:\S+ before:\S+$/)
  await page.getByRole('button', { name: 'All times' }).click()
  await expect(filter(page)).toHaveValue('')

  // The event, tab by tab.
  await rows(page).filter({ hasText: 'user_updated' }).first().click()
  await tab(page, /^Changes/).click()
  await expect(panel(page)).toContainText(/changed|added|removed/)
  await tab(page, 'Payload').click()
  await expect(panel(page)).toContainText('raw_attributes')
  await pane(page, 'Event').getByRole('button', { name: 'Star', exact: true }).click()
  await expect(rows(page).filter({ hasText: 'Starred' })).toHaveCount(1)

  // Rows hold still below the pointer; what came waits behind a pill.
  await timeline(page).hover()
  await post(receiverUrl, signed(userEvent({ data: { id: 'diruser_9', name: 'New Person' } })))
  const pill = page.getByRole('button', { name: '1 new' })
  await expect(pill).toBeVisible()
  await pill.click()
  await expect(rows(page).first()).toContainText('New Person')
  await page.getByRole('button', { name: 'Hold new rows' }).click()
  await post(receiverUrl, signed(userEvent({ data: { id: 'diruser_8', name: 'Held Person' } })))
  await expect(page.getByText('1 waiting')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.mouse.move(0, 0)
  await expect(rows(page).first()).toContainText('Held Person')

  // What was rejected, the palette, the settings, and back.
  await views(page)
    .getByRole('button', { name: /^Rejected/ })
    .click()
  await rows(page).first().click()
  await expect(page.getByRole('tabpanel')).toContainText(/signature/i)
  await page.getByRole('button', { name: 'Settings', exact: true }).first().click()
  await expect(page.getByRole('tablist', { name: 'Settings' })).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog(page, 'Settings')).toBeHidden()
  await views(page)
    .getByRole('button', { name: /^All events/ })
    .click()
  await expect(rows(page)).toHaveCount(all + 2)
})
