import type { Page } from 'playwright/test'
import { openStore } from '../../src/main/core/store/open.ts'
import { createOperations } from '../../src/main/core/store/operations.ts'
import { captured } from '../support/captured.ts'
import { SECRET, post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'

/** The list that people look at all day: long, live, and where they left it. */

const env = { SCALEKIT_WEBHOOK_SECRET: SECRET }
const MINUTE = 60_000
const grid = (page: Page) => page.getByRole('treegrid')
const active = (page: Page) => grid(page).locator('[role=row][tabindex="0"]')
/** Every row in sight has been read. */
const expectRead = (page: Page) => expect(grid(page).locator('[role=row][aria-busy]')).toHaveCount(0)
const scrollTo = (page: Page, share: number) =>
  grid(page).evaluate((element, part) => element.scrollTo(0, element.scrollHeight * part), share)
const firstInView = (page: Page) =>
  grid(page).evaluate((element) => {
    const { top } = element.getBoundingClientRect()
    const rows = [...element.querySelectorAll('[role=row]')]
    return rows.find((row) => row.getBoundingClientRect().bottom > top + 1)?.textContent ?? ''
  })

interface Stored {
  readonly type: string
  readonly user: string
  readonly at: number
}

function fill(dataDir: string, events: readonly Stored[]): void {
  const store = openStore(dataDir)
  const operations = createOperations(store, () => undefined)
  operations.capture(
    events.map(({ type, user, at }, index) =>
      captured(
        {
          id: `evt_stored_${index}`,
          type,
          organization_id: 'org_1',
          organization_name: 'Juniper Slate',
          data: { id: user, name: `Person ${user}` }
        },
        { receivedAt: at, webhookId: `msg_${index}` }
      )
    )
  )
  store.close()
}

test('every row of a long timeline is reached by key and by scroll bar, and a reload goes on there @page', async ({
  launch,
  createFolder
}) => {
  const dataDir = createFolder()
  const from = Date.now() - 3_000 * MINUTE
  fill(
    dataDir,
    Array.from({ length: 3_000 }, (_, n) => ({ type: 'user.login', user: `usr_${n}`, at: from + n * MINUTE }))
  )
  const { page } = await launch({ dataDir, env })
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3000')

  await page.keyboard.press('j')
  await expect(active(page)).toContainText('Person usr_2999')
  await page.keyboard.press('End')
  await expect(active(page)).toContainText('Person usr_0')
  await expect(active(page)).toHaveAttribute('aria-rowindex', '3000')
  await expect(active(page)).toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(active(page)).not.toContainText(/usr_0$/)
  await page.keyboard.press('Home')
  await expect(active(page)).toContainText('Person usr_2999')

  // The selected row is far from what was read: going on from it still does.
  await scrollTo(page, 0.7)
  await expectRead(page)
  await page.keyboard.press('j')
  await expect(active(page)).toContainText('Person usr_2998')
  await expect(active(page)).toBeInViewport()

  await scrollTo(page, 0.4)
  await expectRead(page)
  await expect.poll(() => firstInView(page)).toMatch(/Person usr_1[78]\d\d/)
  const before = await firstInView(page)
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('timeline-place')))
    .toContain('evt_stored_1')
  await page.reload()
  await expect.poll(() => firstInView(page)).toBe(before)
  await expect(page.getByRole('region', { name: 'Event', exact: true })).toContainText('Person usr_2998')
})

test('a pause holds whatever list is shown, and what is deleted is gone all the same @page', async ({
  launch
}) => {
  // What was asked about an event while it was deleted is not found.
  const { page, receiverUrl } = await launch({ env })
  const rows = grid(page).getByRole('row')
  const filter = page.getByRole('combobox', { name: 'Filter', exact: true })
  const person = (name: string) => userEvent({ id: `evt_${name}`, data: { id: `diruser_${name}`, name } })
  for (const name of ['Ada', 'Bea', 'Cyd']) await post(receiverUrl, signed(person(name)))
  await expect(rows).toHaveCount(3)
  await page.keyboard.press('p')

  await filter.fill('type:*user_updated')
  await expect(page.getByText('Events of type *user_updated.')).toBeVisible()
  await post(receiverUrl, signed(person('Dot')))
  await expect(page.getByText(/some may wait/)).toBeVisible()
  await expect(rows).toHaveText([/Cyd/, /Bea/, /Ada/])
  await filter.fill('')
  await filter.press('Escape')
  await expect(rows).toHaveText([/Dot/, /Cyd/, /Bea/, /Ada/])
  await post(receiverUrl, signed(person('Eve')))
  await expect(page.getByText(/1 waiting/)).toBeVisible()
  await expect(rows).toHaveCount(4)

  // What is deleted goes at once, also while nothing new comes.
  await rows.filter({ hasText: 'Bea' }).click()
  await page.keyboard.press('Delete')
  await expect(rows).toHaveText([/Dot/, /Cyd/, /Ada/])
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.mouse.move(0, 0)
  await filter.focus()
  await expect(rows).toHaveText([/Eve/, /Dot/, /Cyd/, /Ada/])
})

test('a burst folds into one row, a pause holds rows back, and a span of time is picked from the bars @page', async ({
  launch,
  createFolder
}) => {
  const dataDir = createFolder()
  const at = Math.floor(Date.now() / MINUTE) * MINUTE - 20 * MINUTE
  const member = (n: number) => ({
    type: 'organization.directory.user_updated',
    user: `diruser_${n}`,
    at: at + 1_000 + n
  })
  fill(dataDir, [
    { type: 'user.login', user: 'usr_before', at: at - 5 * MINUTE },
    ...Array.from({ length: 11 }, (_, n) => member(n)),
    { type: 'organization.directory.group_deleted', user: 'dirgroup_1', at: at + 2_000 }
  ])
  const { page, receiverUrl } = await launch({ dataDir, env })
  const rows = grid(page).getByRole('row')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('11 users updated, 1 group deleted')
  const burst = rows.first()
  await expect(burst).toHaveAttribute('aria-expanded', 'false')

  await rows.first().click()
  await expect(burst).toHaveAttribute('aria-expanded', 'true')
  await expect(rows).toHaveCount(14)
  await page.keyboard.press('ArrowDown')
  await expect(active(page)).toHaveAttribute('aria-level', '2')
  await page.keyboard.press('ArrowLeft')
  await expect(active(page)).toContainText('11 users updated')
  await page.keyboard.press('ArrowLeft')
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'Fold bursts' }).click()
  await expect(rows).toHaveCount(13)
  await page.getByRole('button', { name: 'Fold bursts' }).click()

  await page.keyboard.press('p')
  await expect(page.getByText(/Paused\. .* none waits/)).toBeVisible()
  await post(receiverUrl, signed(userEvent({ id: 'evt_live', type: 'user.login' })))
  await expect(page.getByText('1 waiting')).toBeVisible()
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.mouse.move(0, 0)
  await expect(rows).toHaveCount(3)

  const bars = page.getByRole('slider', { name: 'Received over time' })
  await expect(bars).toHaveAttribute('aria-valuetext', /1 event/)
  const box = await bars.boundingBox()
  if (!box) throw new Error('The bars are not there.')
  await page.mouse.move(box.x + 2, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + 10)
  await page.mouse.up()
  const filter = page.getByRole('combobox', { name: 'Filter' })
  await expect(filter).toHaveValue(/^after:\S+ before:\S+$/)
  await expect(rows).toHaveCount(13)
  await bars.press('Escape')
  await expect(filter).toHaveValue('')
  await bars.press('ArrowLeft')
  await bars.press('Home')
  await bars.press('Shift+ArrowRight')
  await bars.press('Enter')
  await expect(filter).toHaveValue(/after:/)
  await page.getByRole('button', { name: 'All times' }).click()
  await expect(filter).toHaveValue('')
  await page.getByRole('button', { name: 'Histogram' }).click()
  await expect(bars).toHaveCount(0)
  await page.reload()
  // What was selected in the burst stands by itself now.
  await expect(rows.filter({ hasText: 'users updated' }).first()).toBeVisible()
  await expect(bars).toHaveCount(0)
})
