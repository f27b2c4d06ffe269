import type { Page } from 'playwright/test'
import { post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import { env, filter, panel, pane, pasted, rows, tab } from './story-app.ts'

/** What others may not read is nowhere in the page while it is masked. */

const planted = [
  'Zebulon',
  'Quackenbush',
  'zebulon@quack.example',
  'zquack',
  '+49 170 7654321',
  'tr0ub4dor',
  'Musterstrasse',
  'earlier@quack.example'
]
const id = 'diruser_112860252189230263'
const bar = (page: Page) => page.getByRole('region', { name: 'Masking' })

/** The page's text, attributes and what stands in its fields. */
const wholePage = (page: Page) =>
  page.evaluate<string>(
    `document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map((box) => box.value).join()`
  )

async function expectNothingOf(page: Page, where: string): Promise<void> {
  const found = await wholePage(page)
  expect(
    planted.filter((value) => found.includes(value)),
    where
  ).toEqual([])
}

const person = (email: string) => ({
  id,
  email,
  name: 'Zebulon Quackenbush',
  given_name: 'Zebulon',
  family_name: 'Quackenbush',
  phone_number: '+49 170 7654321',
  password: 'tr0ub4dor',
  raw_attributes: {
    userName: 'zquack',
    emails: [{ value: email, type: 'work' }],
    addresses: [{ streetAddress: 'Musterstrasse 1', type: 'work' }],
    title: 'Writes to zebulon@quack.example'
  }
})

test('sensitive values are masked wherever they would show', { tag: '@page' }, async ({ launch }) => {
  // An event that is open while it is deleted may be asked for once more.
  const { page, receiverUrl } = await launch({ env })
  await post(receiverUrl, signed(userEvent({ data: person('earlier@quack.example') })))
  const { headers, body } = signed(userEvent({ data: person('zebulon@quack.example') }))
  const target = `${receiverUrl}/hook?to=zebulon@quack.example`
  await post(target, { headers: { ...headers, 'x-on-behalf-of': 'zebulon@quack.example' }, body })
  await expect(rows(page)).toHaveCount(2)
  // What the reader did before is told in several places.
  await filter(page).fill('zquack')
  await filter(page).press('Enter')
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await post(receiverUrl, signed(userEvent({ data: person('zebulon@quack.example') })))
  await expect(rows(page)).toHaveCount(3)
  await rows(page).first().click()
  await expect(panel(page)).toContainText('Zebulon')
  await page.keyboard.press('Delete')
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByText('Deleted the event')).toBeVisible()
  await rows(page).first().click()
  await page.keyboard.press('n')
  const note = page.getByRole('textbox', { name: 'Note' })
  await note.fill('Ask zebulon@quack.example')
  await note.press('Control+Enter')
  await expect(pane(page, 'Event').getByText('Saved')).toBeVisible()
  await note.press('Escape')
  await tab(page, 'Payload').click()
  await expect(panel(page)).toContainText('Quackenbush')

  await page.keyboard.press('M')
  await expect(bar(page)).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await expect(panel(page)).toContainText('••••••')
  await expect(panel(page)).toContainText(id)
  await expectNothingOf(page, 'tree')
  await expect(page.getByText('Deleted the event')).toHaveCount(0)
  // It would be stored as it is shown.
  await expect(note).toHaveValue('Ask ••••••')
  await expect(note).not.toBeEditable()
  await filter(page).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectNothingOf(page, 'suggestions')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option')).toHaveCount(0)
  await rows(page).first().click()
  await page.keyboard.press('y')
  await expect(page.getByText('Copied the payload, with sensitive values masked')).toBeVisible()

  await page.getByRole('radio', { name: 'As received' }).press('Space')
  await expect(
    panel(page)
      .getByText(/raw_attributes/)
      .first()
  ).toBeVisible()
  await expectNothingOf(page, 'text')
  for (const [name, evidence] of [
    ['Changes', 'email'],
    ['Mapping', 'given_name'],
    ['Headers', '/hook?to=••••••'],
    ['Signature', 'Signature headers'],
    ['Deliveries', 'Delivered once']
  ] as const) {
    await tab(page, new RegExp(`^${name}`)).click()
    await expect(panel(page)).toContainText(evidence)
    await expectNothingOf(page, name)
  }
  await filter(page).fill('type:*.user_updated')
  await expect(rows(page)).toHaveCount(2)
  await expectNothingOf(page, 'search results')
  await rows(page).first().click()
  await page.keyboard.press('h')
  await expect(pane(page, 'Entity')).toContainText(id)
  for (const name of await pane(page, 'Entity').getByRole('tab').allInnerTexts()) {
    await tab(page, name.split(/\s*\d/)[0] ?? name).click()
    await expect(panel(page)).not.toBeEmpty()
    await expectNothingOf(page, `entity, ${name}`)
  }

  // A new one, and the next start.
  const crowd = Array.from({ length: 20_000 }, () => ({ display: 'Zebulon', email: 'zebulon@quack.example' }))
  const data = { ...person('zebulon@quack.example'), raw_attributes: { crowd } }
  await post(receiverUrl, signed(userEvent({ data })))
  await expect(rows(page)).toHaveCount(3)
  await expectNothingOf(page, 'announced')
  await page.keyboard.press('Escape')
  await rows(page).first().click()
  await tab(page, 'Payload').click()
  await expect(panel(page)).toContainText('Its beginning is shown as text.')
  await expectNothingOf(page, 'the beginning of a large body')
  await page.getByRole('button', { name: 'Load all of it' }).click()
  await expect(panel(page).getByRole('tree')).toContainText('raw_attributes')
  await expectNothingOf(page, 'a large body')
  await page.reload()
  await expect(bar(page)).toBeVisible()
  await expect(rows(page)).toHaveCount(3)
  await expectNothingOf(page, 'after a reload')

  await bar(page).getByRole('button', { name: 'Show them' }).click()
  await expect(rows(page).first()).toContainText('Zebulon Quackenbush')
  await page.keyboard.press('Escape')
  await rows(page).nth(1).click()
  await page.keyboard.press('y')
  await expect(page.getByText('Copied the payload', { exact: true })).toBeVisible()
  expect(await pasted(page)).toContain('tr0ub4dor')
})
