import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright/test'
import { OTHER_SECRET, SECRET, post, signed, userEvent, type Signed } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import { openSettings, rows } from './story-app.ts'

/** What the engine does, where the user meets it, the same on every host. */

const env = { SCALEKIT_WEBHOOK_SECRET: SECRET }
const row = (page: Page, text: string) => rows(page).filter({ hasText: text }).first()
const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: new RegExp(`^${name}`) })
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' })
const tab = (page: Page, name: string) => page.getByRole('tab', { name })

const person = (name: string, id = `evt_${name.toLowerCase().replaceAll(' ', '_')}`) =>
  userEvent({ id, data: { id: `diruser_${id}`, email: `${id}@example.com`, name } })

/** The same signature under the names that interceptor calls have. */
const asInterceptorCall = ({ headers, body }: Signed): Signed => ({
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/^webhook-/, 'interceptor-'), value])
  ),
  body
})

const call = (triggerPoint: string) =>
  asInterceptorCall(
    signed({ display_name: 'Sign-up', trigger_point: triggerPoint, interceptor_context: {}, data: {} })
  )

test(
  'a filter is read back as a sentence, and a mistake in it is pointed at',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    await post(receiverUrl, signed(person('Ada Example')))
    await post(receiverUrl, signed(person('Grace Other')))
    await expect(rows(page)).toHaveCount(2)

    await filter(page).fill('type:organization.* ada')
    await expect(rows(page)).toHaveCount(1)
    await expect(page.getByText('Events of type organization.* that contain "ada".')).toBeVisible()

    await filter(page).fill('ada is:starrd')
    await expect(page.locator('mark')).toHaveText('starrd')
    await expect(page.getByText('Did you mean starred?')).toBeVisible()
    await expect(filter(page)).toHaveAttribute('aria-invalid', 'true')
    await expect(rows(page)).toHaveCount(0)

    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await expect(rows(page)).toHaveCount(2)
  }
)

test(
  'a filter that asks for rejected deliveries lists them in place of events',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    await post(receiverUrl, signed(person('Ada Example')))
    await post(`${receiverUrl}/forged`, { ...signed(userEvent()), body: '{"forged":true}' })
    await expect(row(page, 'Ada Example')).toBeVisible()

    await filter(page).fill('is:rejected')
    await expect(rows(page)).toHaveCount(1)
    await expect(row(page, '/forged')).toBeVisible()
    await row(page, '/forged').click()
    await expect(page.getByRole('tabpanel')).toContainText('Signature does not match')
  }
)

test('a star and a note outlive a reload', async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  await post(receiverUrl, signed(person('Ada Example')))
  await post(receiverUrl, signed(person('Grace Other')))
  await row(page, 'Ada Example').click()
  await page.keyboard.press('s')
  await expect(page.getByRole('button', { name: 'Star', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true'
  )
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note' }).fill('Asked support about this one')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('Asked support about this one')
  await view(page, 'Starred').click()
  await expect(rows(page)).toHaveCount(1)
  await expect(row(page, 'Ada Example')).toContainText('Has a note')
})

test(
  'a note is kept when another event opens in the middle of a sentence, and is found',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    await post(receiverUrl, signed(person('Ada Example')))
    await post(receiverUrl, signed(person('Grace Other')))
    await row(page, 'Grace Other').click()
    await expect(page.getByRole('heading', { name: 'Grace Other' })).toBeVisible()
    const { hash } = new URL(page.url())
    await row(page, 'Ada Example').click()
    await expect(page.getByRole('heading', { name: 'Ada Example' })).toBeVisible()
    await page.keyboard.press('n')
    await page.keyboard.type('Asked Zürich about')
    // Not by click, which would take the keyboard out of the note first.
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
    await expect(page.getByRole('heading', { name: 'Grace Other' })).toBeVisible()
    await expect(row(page, 'Ada Example')).toContainText('Has a note')
    await page.getByRole('combobox', { name: 'Filter', exact: true }).fill('zurich -grace')
    await expect(rows(page)).toHaveCount(1)
    await row(page, 'Ada Example').click()
    await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('Asked Zürich about')
  }
)

test('Escape throws away what was written into a note', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  await post(receiverUrl, signed(person('Ada Example')))
  await row(page, 'Ada Example').click()
  await expect(page.getByRole('heading', { name: 'Ada Example' })).toBeVisible()
  const note = page.getByRole('textbox', { name: 'Note' })
  await page.keyboard.press('n')
  await note.fill('Kept')
  await page.keyboard.press('Control+Enter')
  await expect(row(page, 'Ada Example')).toContainText('Has a note')
  await note.fill('Thrown away')
  await page.keyboard.press('Escape')
  await expect(note).toHaveValue('Kept')
  // A note is stored in the order it was left: the star that comes after it says that it is through.
  await page.keyboard.press('s')
  await expect(row(page, 'Ada Example')).toContainText('Starred')
  await page.reload()
  await expect(note).toHaveValue('Kept')
})

test(
  'a deleted event makes way for the next row, and comes back when that is undone',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    for (const name of ['First Person', 'Second Person', 'Third Person']) {
      await post(receiverUrl, signed(person(name)))
    }
    await expect(rows(page)).toHaveCount(3)
    await row(page, 'Second Person').click()
    await expect(page.getByRole('heading', { name: 'Second Person' })).toBeVisible()
    await page.keyboard.press('Delete')
    await expect(rows(page)).toHaveCount(2)
    await expect(page.getByRole('heading', { name: 'First Person' })).toBeVisible()

    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(rows(page)).toHaveCount(3)
    await expect(rows(page).nth(1)).toContainText('Second Person')
    await expect(page.getByRole('heading', { name: 'Second Person' })).toBeVisible()
  }
)

test(
  'several deletions are undone together, and the last row leaves the keyboard in the timeline',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    for (const name of ['First Person', 'Second Person']) await post(receiverUrl, signed(person(name)))
    await expect(rows(page)).toHaveCount(2)
    await page.keyboard.press('j')
    await expect(page.getByRole('heading', { name: 'Second Person' })).toBeVisible()
    await page.keyboard.press('Delete')
    await expect(page.getByText('Deleted the event')).toBeVisible()
    await expect(rows(page)).toHaveCount(1)
    await expect(row(page, 'First Person')).toBeFocused()
    await expect(page.getByRole('heading', { name: 'First Person' })).toBeVisible()
    await page.keyboard.press('Delete')
    await expect(page.getByText('Deleted 2 events')).toBeVisible()
    await expect(page.getByText('Deleted the event')).toBeHidden()
    await expect(rows(page)).toHaveCount(0)
    await expect(page.locator('[data-pane="timeline"] :focus')).toBeVisible()
    await page.getByRole('button', { name: 'Undo all' }).click()
    await expect(rows(page)).toHaveCount(2)
  }
)

test('an endpoint has a path and a secret of its own, and its name stands at what it received', async ({
  launch
}) => {
  const { page, receiverUrl } = await launch({ env })
  await openSettings(page, 'Endpoints')
  const dialog = page.getByRole('dialog', { name: 'Endpoints' })
  await dialog.getByRole('button', { name: 'New endpoint' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('Staging')
  await dialog.getByRole('textbox', { name: 'Path' }).fill('staging')
  await expect(dialog).toContainText('A path starts with /.')
  await expect(dialog.getByRole('button', { name: 'Add endpoint' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Path' }).fill('/staging')
  await dialog.getByRole('button', { name: 'Add endpoint' }).click()
  await expect(dialog.getByText(`${receiverUrl}/staging`)).toBeVisible()
  await page
    .getByRole('tablist', { name: /^Endpoint / })
    .getByRole('tab', { name: 'Secrets' })
    .click()
  await dialog.getByRole('textbox', { name: 'Signing secret' }).fill(OTHER_SECRET)
  await dialog.getByRole('button', { name: 'Add secret' }).click()
  await expect(dialog).toContainText(`Added`)
  await page.keyboard.press('Escape')

  const theirs = await post(
    `${receiverUrl}/staging/hook`,
    signed(person('Ada Example'), { secret: OTHER_SECRET })
  )
  expect(theirs.status).toBe(200)
  await expect(row(page, 'Ada Example')).toContainText('Staging')
  expect((await post(`${receiverUrl}/staging`, signed(userEvent()))).status).toBe(401)
  await view(page, 'Rejected').click()
  await row(page, '/staging').click()
  await expect(page.getByRole('tabpanel')).toContainText('secret of the endpoint "Default"')
})

test(
  'an interceptor call is kept apart from events, and answered as the user chose',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    expect(JSON.parse((await post(receiverUrl, call('PRE_SIGNUP'))).text)).toEqual({ decision: 'ALLOW' })
    await view(page, 'Interceptors').click()
    await row(page, 'PRE_SIGNUP').click()
    await expect(page.getByRole('tabpanel')).toContainText('Answered ALLOW')
    await page.getByRole('button', { name: 'Change the decision' }).click()

    const dialog = page.getByRole('dialog', { name: 'Endpoints' })
    await dialog.getByRole('tab', { name: 'Interceptors' }).click()
    await dialog.getByRole('button', { name: 'PRE_SIGNUP' }).click()
    await dialog.getByRole('radio', { name: 'DENY' }).check()
    await dialog.getByRole('textbox', { name: 'Message' }).fill('Sign-ups are closed.')
    await dialog.getByRole('tab', { name: 'Answers' }).click()
    await dialog.getByRole('tab', { name: 'Interceptors' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('Saved', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    expect(JSON.parse((await post(receiverUrl, call('PRE_SIGNUP'))).text)).toEqual({
      decision: 'DENY',
      error: { message: 'Sign-ups are closed.' }
    })
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).first()).toContainText('Answered DENY')
    await expect(rows(page).last()).toContainText('Answered ALLOW')
    await view(page, 'All events').click()
    await expect(page.getByText('No events yet')).toBeVisible()
  }
)

test(
  'a body that was changed on the way is found out, and what changed it is named first',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    const event = userEvent()
    const { headers } = signed(event)
    const pretty = JSON.stringify(event, null, 2)
    expect((await post(`${receiverUrl}/pretty`, { headers, body: pretty })).status).toBe(401)
    await view(page, 'Rejected').click()
    await row(page, '/pretty').click()
    const panel = page.getByRole('tabpanel')
    await expect(panel.getByRole('heading').first()).toContainText(/body was .*changed|changed on the way/i)
    await expect(panel).not.toContainText(SECRET)
  }
)

test(
  'a verified event shows step by step how its signature comes about',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    const request = signed(person('Ada Example'))
    await post(receiverUrl, request)
    await row(page, 'Ada Example').click()
    await tab(page, 'Signature').click()
    const panel = page.getByRole('tabpanel')
    await expect(panel.getByRole('heading', { name: 'How the signature comes about' })).toBeVisible()
    await expect(
      panel
        .getByRole('listitem')
        .filter({ hasText: request.headers['webhook-id'] ?? '?' })
        .first()
    ).toBeVisible()
    await expect(panel).not.toContainText(SECRET)
  }
)

test('a compressed body is shown decoded, and as it arrived', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  const { headers, body } = signed(person('Ada Example'))
  await post(`${receiverUrl}/packed`, {
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: gzipSync(body)
  })
  await view(page, 'Rejected').click()
  await row(page, '/packed').click()
  await tab(page, 'Body').click()
  const panel = page.getByRole('tabpanel')
  await expect(panel).toContainText('decoded from gzip')
  await expect(panel).toContainText('Ada Example')
  await panel.getByRole('radio', { name: 'As it arrived' }).check()
  await expect(panel).toContainText('1f 8b')
})

test('a sample of an interceptor call is opened under Interceptors', { tag: '@page' }, async ({ launch }) => {
  const { page } = await launch({ env })
  await view(page, 'Interceptors').click()
  await page.getByRole('combobox', { name: 'Choose a sample event' }).click()
  await page.getByRole('combobox', { name: 'Find a type' }).fill('PRE_SIGNUP')
  await page.getByRole('option').first().click()
  // The first steps keep their place on an empty store until a row is asked for.
  await row(page, 'PRE_SIGNUP').click()
  await expect(page.getByRole('tabpanel')).toContainText('Answered ALLOW')
})

test('a body over the limit leads to where the limit is set', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env })
  await openSettings(page, 'Data')
  const limit = page.getByRole('textbox', { name: 'Largest body in MB' })
  await limit.fill('0.001')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await post(`${receiverUrl}/large`, signed(person('Long Name '.repeat(200))))
  await view(page, 'Rejected').click()
  await row(page, '/large').click()
  await page.getByRole('button', { name: 'Open What is kept' }).click()
  await expect(limit).toHaveValue('0.001')
})

test(
  'limits are checked before they are saved, and are still there after a reload',
  { tag: '@page' },
  async ({ launch }) => {
    const { page } = await launch({ env })
    await openSettings(page, 'Data')
    const dialog = page.getByRole('dialog', { name: 'Data' })
    const events = dialog.getByRole('textbox', { name: 'Number of events' })
    await events.fill('9')
    await expect(dialog).toContainText('Write a whole number from 100')
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
    await events.fill('5000')
    await dialog.getByRole('textbox', { name: 'Age in days' }).fill('30')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()

    await page.reload()
    await openSettings(page, 'Data')
    await expect(events).toHaveValue('5000')
    await expect(dialog.getByRole('textbox', { name: 'Age in days' })).toHaveValue('30')
  }
)

test(
  'limits that would delete something are saved only once the reader has agreed',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    const { headers } = signed(userEvent())
    for (let each = 0; each < 12; each++) await post(receiverUrl, { headers, body: `{"forged":${each}}` })
    await view(page, 'Rejected').click()
    await expect(rows(page)).toHaveCount(12)
    await openSettings(page, 'Data')
    const dialog = page.getByRole('dialog', { name: 'Data' })
    const save = dialog.getByRole('button', { name: 'Save' })
    const question = page.getByRole('alertdialog')
    await dialog.getByRole('textbox', { name: 'Deliveries without an event' }).fill('10')
    await save.click()
    await expect(question).toContainText('This deletes 2 of 12 rejected deliveries for good.')
    await question.getByRole('button', { name: 'Keep them' }).click()
    await expect(save).toBeEnabled()
    await save.click()
    await question.getByRole('button', { name: 'Save and delete' }).click()
    await expect(save).toBeDisabled()
    await page.keyboard.press('Escape')
    await expect(rows(page)).toHaveCount(10)
  }
)

test(
  'an export of what a filter finds never becomes one of everything',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    await post(receiverUrl, signed(person('Ada Example')))
    const dialog = page.getByRole('dialog', { name: 'Data' })
    const exports = dialog.getByRole('tabpanel').getByRole('button', { name: 'Export' })
    const openExport = async () => {
      await openSettings(page, 'Data')
      await tab(page, 'Export').click()
    }
    await filter(page).fill('is:starrd')
    await expect(page.locator('mark')).toHaveText('starrd')
    await openExport()
    await expect(exports).toBeDisabled()
    await expect(dialog).toContainText('The filter cannot be read')
    await page.keyboard.press('Escape')

    await filter(page).fill('nobody')
    await expect(page.getByText('Nothing matches')).toBeVisible()
    await openExport()
    await dialog.getByRole('radio', { name: 'What the timeline lists' }).check()
    await exports.click()
    await expect(dialog).toContainText('there is no file to save')
    await dialog.getByRole('radio', { name: 'Everything' }).check()
    await expect(dialog).not.toContainText('there is no file to save')
  }
)

test('what one instance exports, a fresh one imports, once', async ({ launch, createFolder }) => {
  const first = await launch({ env })
  for (const name of ['Ada Example', 'Grace Other']) await post(first.receiverUrl, signed(person(name)))
  await row(first.page, 'Ada Example').click()
  await first.page.keyboard.press('s')
  await expect(row(first.page, 'Ada Example')).toContainText('Starred')
  await openSettings(first.page, 'Data')
  await tab(first.page, 'Export').click()
  const downloading = first.page.waitForEvent('download')
  await first.page.getByRole('tabpanel').getByRole('button', { name: 'Export' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^webhooks-\d{4}-\d\d-\d\d\.ndjson$/)
  const file = join(createFolder(), download.suggestedFilename())
  await download.saveAs(file)
  await expect(first.page.getByRole('dialog', { name: 'Data' })).toContainText('Exported 2 deliveries')
  expect(await readFile(file, 'utf8')).not.toContain(SECRET)

  const second = await launch({ env })
  const importIt = async () => {
    await second.page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
    await second.page.getByRole('tabpanel').getByRole('button', { name: 'Import' }).click()
  }
  await openSettings(second.page, 'Data')
  await tab(second.page, 'Import').click()
  await importIt()
  await expect(second.page.getByRole('dialog', { name: 'Data' })).toContainText(
    '2 added, 0 known already, 0 lines refused.'
  )
  await importIt()
  await expect(second.page.getByRole('dialog', { name: 'Data' })).toContainText(
    '0 added, 2 known already, 0 lines refused.'
  )
  await second.page.keyboard.press('Escape')
  await expect(rows(second.page)).toHaveCount(2)
  await expect(row(second.page, 'Ada Example')).toContainText('Starred')
  await row(second.page, 'Grace Other').click()
  await tab(second.page, 'Signature').click()
  await expect(second.page.getByRole('tabpanel')).toContainText('genuine')
})

test(
  'a file that is dropped on the window is offered for import, and what is wrong in it is said',
  { tag: '@page' },
  async ({ launch }) => {
    const { page } = await launch({ env })
    await expect(page.getByText('No events yet')).toBeVisible()
    // As text, since these tests are compiled without the page's types.
    const transfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer()
    data.items.add(new File(['{"no":"delivery"}\\nnothing\\n'], 'odd.ndjson'))
    return data
  })()`)
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
    const dialog = page.getByRole('dialog', { name: 'Data' })
    await expect(dialog).toContainText('odd.ndjson')
    await dialog.getByRole('tabpanel').getByRole('button', { name: 'Import' }).click()
    await expect(dialog).toContainText('0 added, 0 known already, 2 lines refused.')
    await expect(dialog).toContainText('This is no export of this app.')
    await expect(dialog).toContainText('Line 2:')
  }
)
