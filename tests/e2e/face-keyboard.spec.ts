import type { Page } from 'playwright/test'
import { post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import { bodiesOf, env, filter, pane, panel, rows, tab, tell, timeline } from './story-app.ts'

/** A user's day without a mouse. Where the keyboard is, is looked at after each step. */

const focused = (page: Page) => page.locator('*:focus')
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })

test('a day by keyboard alone, and the keyboard is never lost', async ({ launch }) => {
  const app = await launch({ env })
  const { page, receiverUrl } = app
  const { keyboard } = page
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await keyboard.press(key)
  }
  await tell(app, 'joinerOkta')
  await post(receiverUrl, { headers: {}, body: '{}' })
  const all = bodiesOf('joinerOkta').length
  await expect(rows(page)).toHaveCount(all)

  // What a screen reader is told of the list and its rows.
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(all))
  await expect(timeline(page)).toHaveAttribute('aria-multiselectable', 'true')
  await expect(rows(page).first()).toHaveAccessibleName(
    /^\d\d:\d\d:\d\d\.\d{3} .+ directory\.user_deleted .+/
  )

  // Through the rows: one tab stop, and it moves along.
  await press('j')
  await expect(focused(page)).toHaveAttribute('aria-rowindex', '1')
  await press('ArrowDown', 'j', 'k')
  await expect(focused(page)).toHaveAttribute('aria-rowindex', '2')
  await expect(timeline(page).locator('[tabindex="0"]')).toHaveCount(1)
  await press('End')
  await expect(focused(page)).toHaveAttribute('aria-rowindex', String(all))

  // A filter, written and completed.
  await press('/')
  await expect(filter(page)).toBeFocused()
  await keyboard.type('user_upd')
  await expect(page.getByRole('option')).toHaveText([/^type:organization\.directory\.user_updated/])
  await press('ArrowDown', 'Enter')
  await expect(filter(page)).toHaveValue('type:organization.directory.user_updated ')
  await expect(page.getByText('Events of type organization.directory.user_updated.')).toBeVisible()
  const updates = all - 2
  await expect(rows(page)).toHaveCount(updates)
  await keyboard.type('typ:x')
  await expect(page.getByText('Did you mean type:?')).toBeVisible()
  await expect(filter(page)).toHaveAccessibleDescription(/Did you mean type:/)
  for (const _ of 'typ:x') await press('Backspace')
  await expect(rows(page)).toHaveCount(updates)
  await press('Escape', 'ArrowDown')
  await expect(focused(page)).toHaveRole('row')

  // Several at once.
  await press('Home', 'Shift+End')
  await expect(page.getByText(`${updates} events picked`)).toBeVisible()
  await expect(timeline(page).locator('[aria-selected="true"]')).toHaveCount(updates)
  await press('s')
  await expect(page.getByText(`Starred ${updates} events`)).toBeVisible()
  await press('Escape')
  await expect(page.getByText(/events picked/)).toBeHidden()
  await expect(focused(page)).toHaveAttribute('aria-rowindex', String(updates))
  await press('Home')

  // The event, tab by tab.
  await press('Enter')
  await expect(tab(page, /^Changes/)).toBeFocused()
  await press('ArrowRight')
  await expect(tab(page, 'Payload')).toBeFocused()
  await expect(panel(page)).toContainText('raw_attributes')
  await press('f')
  await expect(panel(page).getByRole('searchbox').or(panel(page).getByPlaceholder(/Find/))).toBeFocused()
  await keyboard.type('Marchbanks')
  await expect(panel(page)).toContainText(/1 of \d/)
  await press('Escape', 'Escape')
  await press('d')
  await expect(tab(page, /^Changes/)).toHaveAttribute('aria-selected', 'true')

  // A star, taken back, and a note.
  const star = pane(page, 'Event').getByRole('button', { name: 'Star', exact: true })
  await expect(star).toHaveAttribute('aria-pressed', 'true')
  await press('s')
  await expect(star).toHaveAttribute('aria-pressed', 'false')
  await press('n')
  const note = page.getByRole('textbox', { name: 'Note' })
  await expect(note).toBeFocused()
  await keyboard.type('ask Okta')
  await press('Control+Enter')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await press('Escape')
  await expect(tab(page, /^Changes/)).toBeFocused()

  // From pane to pane, and a pause.
  await press('[')
  await expect(focused(page)).toHaveRole('row')
  await expect(focused(page)).toHaveAccessibleName(/Has a note/)
  await press('/', 'Escape')
  await expect(filter(page)).toHaveValue('')
  await press('Escape')
  await expect(rows(page)).toHaveCount(all)
  await expect(focused(page)).toHaveRole('row')
  await press('p')
  await post(
    receiverUrl,
    signed(userEvent({ id: 'evt_paused', data: { id: 'diruser_9', name: 'Paused Person' } }))
  )
  await expect(page.getByText('1 waiting')).toBeVisible()
  await expect(rows(page)).toHaveCount(all)
  await press('p')
  await press('Shift+Tab')
  const pill = page.getByRole('button', { name: '1 new' })
  await expect(pill).toBeFocused()
  await press('Enter')
  await expect(rows(page)).toHaveCount(all + 1)
  await expect(focused(page)).toHaveAccessibleName(/Paused Person/)

  // What was rejected, and why.
  await press('3')
  await expect(rows(page)).toHaveCount(1)
  await press('j', 'Enter')
  await expect(focused(page)).toHaveRole('tab')
  await expect(
    pane(page, 'Event')
      .or(page.getByRole('region', { name: 'Delivery' }))
      .first()
  ).toContainText('Signature headers are missing')

  // Everything by its name, and all that can be set.
  await press('Control+k')
  await expect(focused(page)).toHaveRole('combobox')
  await keyboard.type('sample event')
  await press('Enter')
  await expect(dialog(page, 'All actions')).toBeHidden()
  await expect(focused(page)).toHaveRole('tab')
  await press('Control+,')
  await expect(page.locator('[data-dialog]')).toBeVisible()
  await expect(focused(page)).toHaveRole('tab')
  await press('ArrowDown')
  await expect(focused(page)).toHaveAttribute('aria-selected', 'true')
  await press('Escape')
  await expect(page.locator('[data-dialog]')).toBeHidden()
  await expect(focused(page)).toHaveRole('tab')

  // And back to where the day began.
  await press('1')
  await expect(rows(page)).toHaveCount(all + 2)
  await press('[')
  await expect(focused(page)).toHaveRole('row')
  await press('Home')
  await expect(focused(page)).toHaveAccessibleName(/sample/)
})
