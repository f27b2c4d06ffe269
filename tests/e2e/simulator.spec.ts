import type { Page } from 'playwright/test'
import { verifyingRaw } from '../support/check-handlers.ts'
import { expect } from './fixtures.ts'
import { pressFirst, test } from './sending-app.ts'
import { env, expectNoOverflow, pane, rows, tab } from './story-app.ts'

/** Events that are made here, the same on every host. */

const simulator = (page: Page) => page.getByRole('dialog', { name: 'Simulator' })
const section = (page: Page, name: string) => simulator(page).getByRole('tab', { name }).click()
const button = (page: Page, name: RegExp | string) => simulator(page).getByRole('button', { name })
const choose = (page: Page, group: string, name: string) =>
  simulator(page).getByRole('group', { name: group }).getByRole('radio', { name, exact: true }).check()
const body = (page: Page) => simulator(page).getByRole('textbox', { name: 'Body' })
const story = (page: Page, name: string) => simulator(page).getByRole('article', { name, exact: true })

const dialects = [
  { name: 'Okta', has: /"userName": ?"[^"]+@[^"]+\.example"/ },
  { name: 'Entra ID', has: /"badgeTier"/ },
  { name: 'Google', has: /"kind": ?"admin#directory#user"/ },
  { name: 'JumpCloud', has: /"userName": ?"[^"@]+"/ },
  { name: 'OneLogin', has: /"userType": ?"employee"/ },
  { name: 'Ping', has: /"nickName"/ }
]

test(
  'an event is made after the habits of each directory, and arrives verified',
  { tag: '@page' },
  async ({ launch }) => {
    const { page } = await launch({ env })
    await pressFirst(page, 'i')
    await expect(simulator(page)).toContainText('signed with your secret')
    for (const { name, has } of dialects) {
      await choose(page, 'Directory', name)
      await expect(body(page)).toHaveValue(has)
      await button(page, 'Send event').press('Enter')
      await expect(simulator(page).getByText('Accepted', { exact: true })).toBeVisible()
    }
    await simulator(page).getByRole('list', { name: 'What it made' }).getByRole('button').press('Enter')
    await expect(simulator(page)).toBeHidden()
    await page.getByRole('button', { name: 'Fold bursts' }).click()
    await expect(rows(page)).toHaveCount(dialects.length)
    await expect(rows(page).filter({ hasText: 'sample' })).toHaveCount(0)
    await tab(page, 'Signature').click()
    await expect(page.getByRole('tabpanel')).toContainText('genuine')
  }
)

test(
  'what was made is changed before it is sent; a mistake keeps it back',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page } = await launch({ env })
    const handler = await serve(verifyingRaw())
    await page.getByRole('button', { name: 'Forward', exact: true }).click()
    const endpoints = page.getByRole('dialog', { name: 'Endpoints' })
    await endpoints.getByRole('combobox', { name: 'Target' }).fill(handler.url)
    await endpoints.getByRole('button', { name: 'Add target' }).click()
    await expect(endpoints.getByRole('list', { name: 'Forward targets' })).toContainText(handler.url)
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Simulator' }).click()
    await simulator(page).getByRole('combobox', { name: /^Type/ }).click()
    await page.getByRole('combobox', { name: 'Find a type' }).fill('group_created')
    await page.keyboard.press('Enter')
    await expect(body(page)).toHaveValue(/organization\.directory\.group_created/)
    await choose(page, 'Type names', 'Legacy')
    await expect(body(page)).toHaveValue(/scalekit\.dir\.group\.create/)
    const made = await body(page).inputValue()
    await body(page).fill(made.slice(1))
    await expect(button(page, 'Send event')).toBeDisabled()
    await body(page).fill(made.replace(/"display_name": ?"[^"]*"/, '"display_name":"Kiln watch"'))
    await button(page, 'Send event').press('Enter')
    await expect.poll(() => handler.arrived.length).toBe(1)
    const [arrived] = handler.arrived
    expect(arrived?.body).toContain('Kiln watch')
    expect(JSON.stringify(JSON.parse(arrived?.body ?? ''))).toBe(arrived?.body)
  }
)

test('a story is told to its end, step by step, and leads to its person', async ({ launch }) => {
  const { page } = await launch({ env })
  await pressFirst(page, 'i')
  await section(page, 'Stories')
  await expect(simulator(page).getByRole('article')).not.toHaveCount(0)
  const joiner = story(page, 'Joiner')
  await joiner.getByRole('button', { name: 'Run Joiner' }).press('Enter')
  await expect(joiner.getByText('All 4 accepted')).toBeVisible()
  await expect(joiner.getByRole('list').first().getByText('sent', { exact: true })).toHaveCount(4)
  await joiner
    .getByRole('list', { name: 'What it made' })
    .getByRole('button', { name: /3 events/ })
    .press('Enter')
  await expect(simulator(page)).toBeHidden()
  await expect(pane(page, 'Entity')).toBeVisible()
  await expect(rows(page)).toHaveCount(4)
})

test('every story is accepted whole', { tag: '@page' }, async ({ launch }) => {
  const { page } = await launch({ env })
  await pressFirst(page, 'i')
  await section(page, 'Stories')
  await choose(page, 'Directory', 'Entra ID')
  const cards = simulator(page).getByRole('article')
  await expect(cards).not.toHaveCount(0)
  for (const card of await cards.all()) {
    await card.getByRole('button', { name: /^Run / }).click()
    await expect(card.getByText(/^All \d+ accepted/)).toBeVisible()
  }
})

test(
  'a load arrives at its rate, and one that goes on is stopped from wherever the reader is',
  { tag: '@page' },
  async ({ launch }) => {
    const { page } = await launch({ env })
    await pressFirst(page, 'i')
    await section(page, 'Load')
    await simulator(page).getByLabel('Events a second').fill('40')
    await simulator(page).getByLabel('For how many seconds').fill('1')
    await expect(simulator(page)).toContainText('40 deliveries will be signed, received, verified and stored')
    await button(page, 'Start the load').press('Enter')
    await expect(simulator(page).getByText(/^All 40 accepted/)).toBeVisible()

    await simulator(page).getByLabel('Events a second').fill('1')
    await simulator(page).getByLabel('For how many seconds').fill('600')
    await button(page, 'Start the load').press('Enter')
    await expect(simulator(page).getByRole('progressbar')).toBeVisible()
    await page.keyboard.press('Escape')
    const line = page.getByRole('contentinfo')
    await expect(line).toContainText(/Simulating \d+ of 600/)
    await line.getByRole('button', { name: /^Stop / }).press('Enter')
    await expect(line).not.toContainText('Simulating')
    await page.keyboard.press('i')
    await section(page, 'Sent')
    await expect(simulator(page).getByText(/^Stopped after \d+ deliver/)).toBeVisible()
    for (const width of [800, 420]) {
      await page.setViewportSize({ width, height: 800 })
      await expectNoOverflow(page)
    }
  }
)
