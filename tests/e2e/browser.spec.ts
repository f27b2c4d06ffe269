import { connect, createServer, type AddressInfo } from 'node:net'
import type { Page, Route } from 'playwright/test'
import { SECRET, post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import { rows } from './story-app.ts'

/** What only a browser does, or where only one lets a test stand between page and core. */

const env = { SCALEKIT_WEBHOOK_SECRET: SECRET }
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' })
const person = (name: string) => userEvent({ id: `evt_${name}`, data: { id: `diruser_${name}`, name } })

/**
 * Holds back every call of a command that the test asks for, until it is let through. Set up well before:
 * a page may already be on its way around it.
 */
async function hold(page: Page, command: string, isHeld: (input: string) => boolean) {
  const held: Route[] = []
  let isOpen = false
  await page.route(`**/rpc/${command}`, async (route) => {
    if (!isOpen && isHeld(route.request().postData() ?? '')) held.push(route)
    else await route.continue()
  })
  return {
    count: () => held.length,
    async release() {
      isOpen = true
      await Promise.all(held.splice(0).map((route) => route.continue()))
    }
  }
}

test('a search that takes its time says so in place of the last rows, and one that replaces it does not wait for it', async ({
  launch
}) => {
  const { page, receiverUrl } = await launch({ env })
  const searches = await hold(page, 'events.list', (input) => input.includes('slow'))
  for (const name of ['ada', 'grace']) await post(receiverUrl, signed(person(name)))
  await expect(rows(page)).toHaveCount(2)
  const dropped = page.waitForEvent(
    'requestfailed',
    (request) => request.postData()?.includes('slow') === true
  )

  await filter(page).fill('slow')
  await expect(page.getByText('Searching…')).toBeVisible()
  await expect(rows(page)).toHaveCount(0)
  await filter(page).fill('grace')
  await expect(rows(page)).toHaveCount(1)
  await expect(page.getByText('Searching…')).toBeHidden()
  await dropped
  expect(searches.count()).toBe(1)

  // What the desktop app has beside: no tray here, no links.
  await rows(page).first().click()
  await page.keyboard.press('l')
  await expect(page.getByRole('heading', { name: 'There are no links in browser mode' })).toBeVisible()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'Desktop app' }).click()
  await expect(page.getByText('This is browser mode')).toBeVisible()
})

test('a key that is pressed again before the answer deletes once, and one that is held down does not go on', async ({
  launch
}) => {
  const { page, receiverUrl } = await launch({ env })
  const deletions = await hold(page, 'events.delete', () => true)
  for (const name of ['ada', 'grace', 'joan']) await post(receiverUrl, signed(person(name)))
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press('j')
  await expect(page.getByRole('heading', { name: 'joan' })).toBeVisible()
  await page.keyboard.press('Delete')
  await page.keyboard.press('Delete')
  await expect.poll(deletions.count).toBe(1)
  await deletions.release()
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByText('Deleted the event')).toBeVisible()

  await expect(page.getByRole('heading', { name: 'grace' })).toBeVisible()
  await page.keyboard.down('Delete')
  await expect(rows(page)).toHaveCount(1)
  await expect(page.getByRole('heading', { name: 'ada' })).toBeVisible()
  // Pressed down already, so this is a repetition.
  await page.keyboard.down('Delete')
  await page.keyboard.up('Delete')
  await page.keyboard.press('s')
  await expect(rows(page).first()).toContainText('Starred')
  await expect(rows(page)).toHaveCount(1)
})

test("the browser's Back returns from an event to the timeline where only one of them is shown", async ({
  launch
}) => {
  const { page, receiverUrl } = await launch({ env })
  await page.setViewportSize({ width: 600, height: 800 })
  await post(receiverUrl, signed(person('ada')))
  const heading = page.getByRole('heading', { name: 'ada' })
  await rows(page).first().click()
  await expect(heading).toBeVisible()
  await page.getByRole('tab', { name: 'Headers' }).click()
  await page.goBack()
  await expect(heading).toBeHidden()
  await expect(rows(page)).toHaveCount(1)

  await rows(page).first().click()
  await expect(heading).toBeVisible()
  await page.getByRole('button', { name: 'Timeline' }).click()
  await expect(heading).toBeHidden()
  await rows(page).first().click()
  await expect(heading).toBeVisible()
  await page.goBack()
  await expect(heading).toBeHidden()
  await expect(page).toHaveURL(/#\/events\/evt_ada/)
})

test('keys that come right after a click on a row are for that row, before its event has been read', async ({
  launch
}) => {
  const { page, receiverUrl } = await launch({ env })
  const events = await hold(page, 'events.get', () => true)
  for (const name of ['ada', 'grace']) await post(receiverUrl, signed(person(name)))
  await expect(rows(page)).toHaveCount(2)
  const [grace, ada] = [rows(page).first(), rows(page).nth(1)]

  await ada.click()
  await page.keyboard.press('c')
  await expect(ada).toContainText('marked')
  await page.keyboard.press('c')
  await expect(ada).not.toContainText('marked')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/#\/events\/evt_ada\/mapping$/)
  await page.keyboard.press('d')
  await expect(page).toHaveURL(/#\/events\/evt_ada\/changes$/)
  await page.keyboard.press('Shift+R')
  await expect(page.getByRole('dialog', { name: 'Edit and replay' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await grace.click()
  await page.keyboard.press('h')
  await expect(page).toHaveURL(/#\/events\/evt_grace\/entity\/diruser_grace$/)
  await page.keyboard.press('h')
  await expect(page).toHaveURL(/#\/events\/evt_grace$/)

  await page.keyboard.press('r')
  expect(events.count()).toBeGreaterThan(0)
  await events.release()
  await expect(page.getByRole('dialog', { name: 'Replay' })).toBeVisible()
})

test('any number of tabs share one stream, and it outlives the tab that had it', async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  const context = page.context()
  await post(receiverUrl, signed(person('joan')))
  await expect(rows(page)).toHaveCount(1)
  let streams = 0
  context.on('request', (request) => void (streams += request.url().endsWith('/events') ? 1 : 0))
  const home = new URL('/', page.url()).href
  const others: Page[] = []
  // More than the connections that a browser keeps to one address.
  for (let tab = 0; tab < 6; tab++) {
    const other = await context.newPage()
    await other.goto(home)
    others.push(other)
  }
  await post(receiverUrl, signed(person('ada')))
  for (const tab of [page, ...others]) await expect(rows(tab)).toHaveCount(2)
  expect(streams).toBe(0)

  await page.close()
  await post(receiverUrl, signed(person('grace')))
  for (const tab of others) await expect(rows(tab)).toHaveCount(3)
  expect(streams).toBe(1)
})

test('the page works through a forwarded port under another name, in a window of its own', async ({
  launch
}) => {
  const { page, receiverUrl } = await launch({ env, expectedProblems: /status of 401/ })
  const { port } = new URL(page.url())
  // What `ssh -L` does: bytes to and fro, and the browser names the port at its own end.
  const forward = createServer((client) => {
    const app = connect(Number(port), '127.0.0.1')
    client.pipe(app).pipe(client)
    client.on('error', () => app.destroy())
    app.on('error', () => client.destroy())
  })
  await new Promise<void>((done) => void forward.listen(0, '127.0.0.1', done))
  const { port: forwarded } = forward.address() as AddressInfo
  const cookies = await page.context().cookies()
  const far = await page.context().newPage()
  expect(cookies.length).toBeGreaterThan(0)
  await far.goto(`http://localhost:${forwarded}/`)
  await expect(far.getByText('Open the link that was printed')).toBeVisible()

  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, domain: 'localhost' })))
  await far.goto(`http://localhost:${forwarded}/`)
  await post(receiverUrl, signed(person('ada')))
  await expect(rows(far)).toHaveCount(1)
  await far.close()
  forward.close()
})

test(
  'a setting is found by what it is about, among the sections and in the palette',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    await page.getByRole('button', { name: 'Settings' }).press('Enter')
    const receiver = page.getByRole('dialog', { name: 'Receiver' })
    await expect(receiver).toContainText(receiverUrl)
    await receiver.getByRole('button', { name: 'Test now' }).click()
    await expect(receiver).toContainText('Tested')
    const find = page.getByRole('searchbox', { name: 'Find a setting' })
    await find.fill('nothing of that name')
    await expect(page.getByText('No setting of this name.')).toBeVisible()
    await find.fill('retention')
    await expect(page.getByRole('tab')).toHaveText(['What is kept'])
    await find.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Age in days' })).toBeVisible()
    // The first Escape takes the search back, the second closes the page.
    await find.press('Escape')
    await expect(page.getByRole('tab', { name: 'Receiver' })).toBeVisible()
    await find.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await page.keyboard.press('Control+k')
    await page.keyboard.type('dark')
    await expect(page.getByRole('option', { name: 'Settings: Appearance' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeVisible()
  }
)

test('what is said twice stands once, and the keyboard reaches it', { tag: '@page' }, async ({ launch }) => {
  const { page } = await launch({ env })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const copy = page.getByRole('button', { name: 'Copy URL' })
  await copy.click()
  await expect(page.getByText('Copied the URL')).toBeVisible()
  await copy.click()
  await expect(page.getByText('Copied the URL')).toHaveCount(1)
  // To where they are, then to the one there is, then into it.
  for (const key of ['F6', 'Tab', 'Tab']) await page.keyboard.press(key)
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Copied the URL')).toHaveCount(0)
})
