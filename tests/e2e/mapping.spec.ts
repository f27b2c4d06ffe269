import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { env, expectNoOverflow, find, openNth, pane, panel, pasted, tab, tell } from './story-app.ts'

/** Where each attribute came from and how payloads change their shape. The same on every host. */

const provider = (page: Page) => panel(page).getByRole('button', { name: /^Provider:/ })
const fields = (page: Page) => panel(page).getByRole('grid', { name: 'Where each field came from' })
const field = (page: Page, raw: string, name: string) =>
  fields(page).getByRole('row').filter({ hasText: raw }).filter({ hasText: name }).first()
const part = (page: Page, name: RegExp) =>
  panel(page).getByRole('group', { name: 'Show only' }).getByRole('button', { name })
const entry = (page: Page) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^Payload changes/ })

const providers = [
  { story: 'joinerOkta', given: 'Ottoline', name: 'Okta', raw: 'userName', normalised: 'preferred_username' },
  {
    story: 'joinerEntra',
    given: 'Kofi',
    name: 'Microsoft Entra ID',
    raw: 'addresses[type=work].region',
    normalised: 'address.state'
  },
  {
    story: 'joinerGoogle',
    given: 'Mirabel',
    name: 'Google Workspace',
    raw: 'suspended',
    normalised: 'active'
  },
  {
    story: 'joinerJumpcloud',
    given: 'Wynne',
    name: 'JumpCloud',
    raw: 'employeeNumber',
    normalised: 'employee_id'
  },
  { story: 'joinerOnelogin', given: 'Tomé', name: 'OneLogin', raw: 'timezone', normalised: 'zoneinfo' },
  { story: 'joinerPing', given: 'Dagmar', name: 'Ping Identity', raw: 'nickName', normalised: 'nickname' }
] as const

test(
  'every provider is recognised, and each of its fields explained',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, ...providers.map(({ story }) => story))
    for (const { given, name, raw, normalised } of providers) {
      await find(app, `type:*.user_updated ${given}`, { count: 4, name: given })
      await openNth(app, 1)
      await page.keyboard.press('m')
      await expect(provider(page)).toHaveAccessibleName(`Provider: ${name}`)
      await expect(part(page, /^\d+ fields explained$/)).toBeVisible()
      await expect(part(page, /disagree|unexplained|without/)).toHaveCount(0)
      await expect(field(page, raw, normalised)).toContainText(/equal|coerced/)
    }
  }
)

test(
  'a provider is corrected for its directory, and left to the guess again',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'joinerOkta')
    await openNth(app, 2)
    await page.keyboard.press('m')
    await panel(page).getByRole('button', { name: 'Why?' }).click()
    await expect(panel(page).getByText(/00u/).first()).toBeVisible()
    await provider(page).click()
    await page.getByRole('menuitemradio', { name: 'Custom SCIM' }).click()
    await expect(panel(page)).toContainText('set by you; it looks like Okta')
    await page.reload()
    await expect(provider(page)).toHaveAccessibleName('Provider: Custom SCIM')
    await provider(page).press('Enter')
    await page.getByRole('menuitemradio', { name: /^As guessed/ }).click()
    await expect(provider(page)).toHaveAccessibleName('Provider: Okta')
  }
)

test('what reached no field says why, is found and is copied', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'joinerEntra')
  await openNth(app, 2)
  await page.keyboard.press('m')
  const unmapped = panel(page).getByRole('region', { name: 'Raw attributes that reached no field' })
  await expect(unmapped.getByRole('row').filter({ hasText: 'officeFloor' })).toContainText('custom attribute')
  await part(page, /reached no field/).click()
  await expect(fields(page)).toBeHidden()
  await expect(unmapped).toBeVisible()
  await part(page, /reached no field/).press('Enter')
  await panel(page).getByRole('searchbox', { name: 'Find an attribute or value' }).fill('postal')
  await expect(fields(page).getByRole('row')).toHaveCount(2)
  await panel(page).getByRole('button', { name: 'Copy table' }).click()
  await page.getByRole('menuitem', { name: /Markdown/ }).click()
  await expect(page.getByText(/^Copied/).last()).toBeVisible()
  const table = await pasted(page)
  expect(table).toContain('Microsoft Entra ID')
  expect(table).toContain('postal_code')
  expect(table).toContain('badge_tier')
})

test(
  'raw attributes that come as text are mapped too, and events without any say why',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'account', 'organisation')
    await find(app, 'type:user.organization_membership_updated', { count: 1, name: 'Sunniva' })
    await openNth(app, 1)
    await page.keyboard.press('m')
    await expect(panel(page)).toContainText('sunniva.pell')
    await find(app, 'type:organization.created', { count: 1, name: 'Juniper & Slate' })
    await openNth(app, 1)
    await page.keyboard.press('m')
    await expect(panel(page)).toContainText('No raw attributes in this event')
  }
)

test('attributes that go, change their type and appear are told once', async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  // What came before the page heard anything is counted, but no news: it has to be listening first.
  await expect(page.getByText('No events yet')).toBeVisible()
  await fetch(app.receiverUrl, { method: 'POST', body: '{}' })
  await expect(page.getByRole('button', { name: 'Rejected 1' })).toBeVisible()
  await tell(app, 'drift')
  await expect(page.getByText(/fields? changed in what arrives/)).toBeVisible()
  await expect(entry(page)).toHaveAccessibleName(/\d+ new/)
  await page.getByRole('button', { name: 'Show them' }).click()
  const dialog = page.getByRole('dialog', { name: 'Payload changes' })
  const told = (words: RegExp) => dialog.getByRole('listitem').filter({ hasText: words })
  await expect(told(/department no longer arrives from Northwind Kilns/)).toHaveCount(1)
  await expect(told(/employeeNumber arrives as text instead of number from Northwind Kilns/)).toHaveCount(1)
  await expect(told(/profileUrl/)).toHaveCount(1)
  await told(/profileUrl/)
    .getByRole('button', { name: /^Show the event/ })
    .click()
  await expect(dialog).toBeHidden()
  await expect(pane(page, 'Event')).toContainText(/First event with .*profileUrl/)
  await page.keyboard.press('m')
  await expect(panel(page).getByRole('region', { name: 'What changed in this directory' })).toContainText(
    'department no longer arrives'
  )

  await page.reload()
  await expect(entry(page)).toHaveAccessibleName('Payload changes')
  await expect(tab(page, 'Mapping')).toHaveAttribute('aria-selected', 'true')
})

test('in a narrow window the mapping fits', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'joinerEntra')
  await openNth(app, 2)
  await page.keyboard.press('m')
  for (const width of [800, 420]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(fields(page)).toBeVisible()
    await expectNoOverflow(page)
  }
})
