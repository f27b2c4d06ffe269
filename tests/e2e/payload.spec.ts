import type { Page } from 'playwright/test'
import { post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import { env, expectNoOverflow, filter, panel, pasted, rows, tab } from './story-app.ts'

/** What an event says, and what can be done with each of its values. */

const payload = (page: Page) => page.getByRole('tree', { name: 'Payload' })
const line = (page: Page, text: RegExp | string) =>
  payload(page).getByRole('treeitem').filter({ hasText: text })
const box = (page: Page) => page.getByRole('searchbox', { name: 'Find in the payload' })
const hits = (page: Page) => page.getByRole('search', { name: 'In the payload' }).getByRole('status')
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })

const organization = 'org_73107277434848439'
const user = 'diruser_112860252189230263'

test('a value is found, copied, decoded and filtered by', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  const data = {
    id: user,
    email: 'grace@example.com',
    name: 'Grace Example',
    updated_at: '2026-03-01T10:00:00Z',
    raw_attributes: { emails: [{ value: 'grace@example.com', type: 'work' }], 'odd/name': { deep: [1, [2]] } }
  }
  await post(receiverUrl, signed(userEvent({ organization_id: organization, data })))
  await post(receiverUrl, signed(userEvent()))
  await rows(page).filter({ hasText: 'Grace Example' }).click()
  await tab(page, 'Payload').click()
  await expect(box(page)).toBeVisible()

  await page.keyboard.press('f')
  await expect(box(page)).toBeFocused()
  await box(page).fill('GRACE@')
  await expect(hits(page)).toHaveText('1 of 2')
  await box(page).press('Enter')
  await expect(hits(page)).toHaveText('2 of 2')
  await box(page).press('Shift+Enter')
  await expect(hits(page)).toHaveText('1 of 2')
  await box(page).fill('nowhere')
  await expect(hits(page)).toHaveText('Not found')

  // What is folded opens for a hit.
  await page.getByRole('button', { name: 'Expand' }).click()
  await item(page, 'To level 1: outermost names only').click()
  await expect(line(page, 'odd/name')).toHaveCount(0)
  await box(page).fill('deep')
  await expect(line(page, 'deep:')).toBeVisible()
  await expect(line(page, 'deep:')).toHaveAttribute('aria-selected', 'true')
  await box(page).press('Escape')
  await expect(line(page, 'deep:')).toBeFocused()

  // As a tree: in, out, to the parent, and all beside.
  await page.keyboard.press('ArrowRight')
  await expect(line(page, 'deep:')).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowRight')
  await expect(line(page, /^0:1$/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(line(page, 'deep:')).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowLeft')
  await expect(line(page, 'odd/name')).toBeFocused()
  await page.keyboard.press('*')
  await expect(line(page, 'value:')).toHaveCount(0)
  await expect(line(page, 'emails:')).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Home')
  await expect(payload(page).getByRole('treeitem').first()).toBeFocused()

  // A moment for those who look and for those who listen.
  await expect(line(page, 'updated_at')).toContainText('2026-03-01T10:00:00.000Z')
  await expect(line(page, user).getByTitle(/this id was made/)).toBeVisible()
  await line(page, 'updated_at').click()
  await expect(panel(page)).toContainText(/In your time zone .* · 2026-03-01T10:00:00\.000Z/)
  await panel(page).getByRole('button', { name: 'Copy the path data.updated_at' }).click()
  expect(await pasted(page)).toBe('data.updated_at')

  await line(page, 'deep:').click({ button: 'right' })
  await item(page, 'Copy JSON Pointer').click()
  await expect(line(page, 'deep:')).toBeFocused()
  expect(await pasted(page)).toBe('/data/raw_attributes/odd~1name/deep')
  await line(page, 'deep:').click()
  await page.keyboard.press('Shift+F10')
  await item(page, 'Copy path').press('Enter')
  expect(await pasted(page)).toBe('data.raw_attributes["odd/name"].deep')

  await line(page, organization).click()
  await page.keyboard.press('Enter')
  await expect(item(page, 'History of this entity')).toBeVisible()
  await item(page, 'Exclude this').click()
  await expect(filter(page)).toHaveValue(`-org:${organization}`)
  await expect(rows(page)).toHaveCount(1)
  await line(page, organization).hover()
  await line(page, organization).getByRole('button', { name: 'Copy, filter and more' }).click()
  await item(page, 'Filter by this').click()
  await expect(filter(page)).toHaveValue(`org:${organization}`)
  await expect(rows(page)).toHaveText(/Grace Example/)

  await line(page, user).click({ button: 'right' })
  await item(page, 'History of this entity').click()
  await expect(page.getByRole('region', { name: 'Entity', exact: true })).toContainText(user)
})

test('ten megabytes open beside the page and are searched', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  const members = Array.from({ length: 60_000 }, (_, index) => ({
    value: `diruser_${112_860_252_189_230_263n + BigInt(index)}`,
    display: `Person Number ${index}`,
    email: `person${index}@example.com`,
    active: index % 7 !== 0
  }))
  const data = { id: user, name: 'Large Example', email: 'large@example.com', raw_attributes: { members } }
  const large = signed(userEvent({ data }))
  expect(large.body.length).toBeGreaterThan(7_000_000)
  expect((await post(receiverUrl, large)).status).toBe(200)
  await rows(page).filter({ hasText: 'Large Example' }).click()
  await tab(page, 'Payload').click()
  await page.getByRole('button', { name: 'Load all of it' }).click()
  await expect(line(page, 'data:')).toBeVisible()
  await box(page).fill('number 59999')
  await expect(hits(page)).toHaveText('1 of 1')
  await expect(line(page, 'Person Number 59999')).toBeVisible()
  await box(page).fill('person1')
  await expect(hits(page)).toHaveText('1 of 11,111')
  await page.getByRole('radio', { name: 'As received' }).press('Space')
  await expect(panel(page)).toContainText(/SHA-256 [\da-f]{12}…/)
  // The same question is asked of the text.
  await expect(hits(page)).toHaveText('1 of 11,111')
  await box(page).fill('"Person Number 59999"')
  await expect(hits(page)).toHaveText('1 of 1')
  // A hit may go on in the next line.
  const marks = panel(page).locator('mark')
  await expect.poll(async () => (await marks.allInnerTexts()).join('')).toBe('"Person Number 59999"')
  await box(page).press('ArrowDown')
  await expect(panel(page).getByRole('group', { name: 'Body as text' })).toBeFocused()
  await page.setViewportSize({ width: 420, height: 800 })
  await expectNoOverflow(page)
})

test('what cannot be seen is spelled out, as JSON and as text', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  const odd = `{"id":"evt_odd","type":"user.login","data":{"a\u200Bd":"pa\u202Eid","big":9007199254740993,"x":1,"x":2,"half":"\\ud800"}}`
  const long = `certificate ${'0123456789'.repeat(500)} end of it`
  await post(receiverUrl, signed(odd.replace('"x":1', `"long":"${long}","x":1`)))
  await rows(page).first().click()
  await tab(page, 'Payload').click()
  await expect(line(page, String.raw`"a\u200Bd":"pa\u202Eid"`)).toBeVisible()
  await expect(line(page, 'big:9007199254740993')).toBeVisible()
  await expect(line(page, /x:repeated name2/)).toBeVisible()
  await expect(line(page, String.raw`half:"\ud800"`)).toBeVisible()
  await line(page, 'long:').click({ button: 'right' })
  await item(page, 'Read it whole').click()
  const dialog = page.getByRole('dialog', { name: 'data.long' })
  await expect(dialog).toContainText('5,022 characters')
  await dialog.getByRole('searchbox').fill('END of')
  await expect(dialog.locator('mark')).toHaveText('end of')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(line(page, 'long:')).toBeFocused()
  await page.getByRole('radio', { name: 'As received' }).press('Space')
  const text = panel(page).getByRole('group', { name: 'Body as text' })
  await expect(text).toContainText(String.raw`{"a\u200Bd":"pa\u202Eid","big":9007199254740993`)
  await page.keyboard.press('f')
  await box(page).fill('A\u200Bd')
  await expect(hits(page)).toHaveText('1 of 1')
})

test('a body that is no JSON is searched as well', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  await post(receiverUrl, signed(`first\n${'ünd '.repeat(300_000)}\nlast ÜND`))
  await page.getByRole('button', { name: /^All events/ }).click()
  await rows(page).first().click()
  await tab(page, 'Payload').click()
  await page.getByRole('button', { name: 'Load all of it' }).click()
  await expect(panel(page)).toContainText('This is not JSON.')
  await box(page).fill('last und')
  await expect(hits(page)).toHaveText('1 of 1')
  await expect(panel(page).locator('mark')).toHaveText('last ÜND')
})

test('a hundred thousand levels are walked and searched', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  const depth = 100_000
  const deep = `{"id":"evt_deep","type":"user.login","data":${'[1,'.repeat(depth)}"bottom"${']'.repeat(depth)}}`
  expect((await post(receiverUrl, signed(deep))).status).toBe(200)
  await rows(page).first().click()
  await tab(page, 'Payload').click()
  await box(page).fill('bottom')
  await expect(hits(page)).toHaveText('1 of 1')
  await expect(line(page, 'bottom')).toContainText('level 100001')
  await box(page).press('Escape')
  await page.keyboard.press('ArrowLeft')
  await expect(payload(page).getByRole('treeitem').and(page.locator(':focus'))).toContainText('level 100000')
  await page.setViewportSize({ width: 420, height: 800 })
  await expectNoOverflow(page)
})

test(
  'a rejected delivery is walked through, checked again, and mended with code',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    const { headers, body } = signed(userEvent())
    const spaced = JSON.stringify(JSON.parse(body), null, 2)
    expect((await post(`${receiverUrl}/hook`, { headers, body: spaced })).status).toBe(401)
    await page.getByRole('button', { name: /^Rejected/ }).click()
    await rows(page).first().click()
    await expect(panel(page).getByRole('heading', { level: 3 }).first()).toContainText('white space')
    await expect(panel(page).getByRole('listitem').filter({ hasText: 'failed here' })).toContainText(
      'Signature'
    )
    await panel(page).getByRole('button', { name: 'Check again' }).click()
    await expect(panel(page).getByRole('status')).toContainText('the cause is the same')
    await panel(page).getByRole('radio', { name: 'Rails' }).check()
    await expect(panel(page)).toContainText('request.raw_post')

    const event = signed(userEvent())
    await post(receiverUrl, event)
    await post(receiverUrl, event)
    await page.getByRole('button', { name: /^All events/ }).click()
    await rows(page).first().click()
    await tab(page, /^Deliveries/).click()
    await expect(panel(page)).toContainText('duplicates, which a handler takes once')
    await expect(panel(page).getByText('first', { exact: true })).toBeVisible()
  }
)
