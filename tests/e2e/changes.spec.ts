import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import {
  bodiesOf,
  env,
  expectNoOverflow,
  find,
  openNth,
  panel,
  pasted,
  rows,
  tab,
  tell
} from './story-app.ts'

/** What an event changed and how any two of them differ, the same on every host. */

const section = (page: Page, name: string) => panel(page).getByRole('region', { name, exact: true })
const callOuts = (page: Page) => panel(page).getByRole('list', { name: 'Not to be overlooked' })
const bar = (page: Page) => panel(page).getByRole('group', { name: 'Comparison' })

test('an update says what changed, first as the directory has it', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'joinerOkta')
  await openNth(app, 2)
  await expect(tab(page, 'Changes')).toHaveAttribute('aria-selected', 'true')
  await expect(panel(page).getByRole('heading', { level: 3 })).toHaveText([
    'raw_attributes',
    'Normalised fields',
    'Envelope'
  ])
  const raw = section(page, 'raw_attributes')
  await expect(raw).toContainText('title changed from Staff Reliability Engineer to Head of Kilns')
  await expect(raw).toContainText(/department changed from Site Reliability to Platform/)
  const normalised = section(page, 'Normalised fields')
  await expect(normalised).toContainText('department changed from Site Reliability to Platform')
  await expect(callOuts(page)).toBeHidden()

  const fold = raw.getByRole('button', { name: /\d+ values unchanged/ })
  await expect(raw).not.toContainText('Idris Calloway')
  await fold.click()
  await expect(raw).toContainText('Idris Calloway')
  await fold.press('Enter')
  await expect(raw).not.toContainText('Idris Calloway')
})

test(
  'side by side stays chosen after a reload, which returns to the same comparison',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'joinerOkta')
    await openNth(app, 2)
    await bar(page).getByRole('radio', { name: 'Side by side' }).check()
    await page.reload()
    await expect(bar(page).getByRole('radio', { name: 'Side by side' })).toBeChecked()
    await expect(section(page, 'raw_attributes')).toContainText('to Head of Kilns')
  }
)

const providers = [
  { story: 'joinerOkta', given: 'Ottoline', active: 'active changed from true to false' },
  { story: 'joinerEntra', given: 'Kofi', active: 'active changed from true to False (as text)' },
  { story: 'joinerGoogle', given: 'Mirabel', active: 'suspended changed from false to true' },
  { story: 'joinerJumpcloud', given: 'Wynne', active: 'active changed from true to false' },
  { story: 'joinerOnelogin', given: 'Tomé', active: 'active changed from true to false' },
  { story: 'joinerPing', given: 'Dagmar', active: 'active changed from true to false' }
] as const

test(
  'what must not be overlooked stands on top, whichever provider sends it',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, ...providers.map(({ story }) => story))
    for (const { given, active } of providers) {
      await find(app, `type:*.user_updated ${given}`, { count: 4, name: given })
      await openNth(app, 2)
      await expect(callOuts(page)).toContainText('E-mail changed')
      await expect(callOuts(page)).toContainText('.married@')
      await openNth(app, 3)
      await expect(callOuts(page)).toContainText(/Joined/)
      await expect(callOuts(page)).toContainText('platform-oncall')
      await openNth(app, 4)
      await expect(callOuts(page)).toContainText('Deactivated')
      await expect(callOuts(page)).toContainText('Left')
      await expect(section(page, 'raw_attributes')).toContainText(active)
    }
  }
)

test(
  'a value that was the same for long says for how long, and leads to what set it',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'veteran')
    await openNth(app, 14)
    const raw = section(page, 'raw_attributes')
    await expect(raw).toContainText(/was so for 14 months/)
    await raw.getByRole('button', { name: /^since/ }).click()
    await expect(panel(page)).toContainText('this is how it started')
  }
)

test(
  'a reordered list is no change, and a name in another case a quiet one',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'reordered')
    await openNth(app, 2)
    const raw = section(page, 'raw_attributes')
    await expect(raw).toContainText('no changes')
    await openNth(app, 3)
    await expect(raw).not.toContainText('username')
    await raw.getByRole('button', { name: '1 value only spelt otherwise' }).click()
    await expect(raw).toContainText('username')
  }
)

test('the same fact in another form is told apart from a change', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'spellings')
  await openNth(app, 2)
  const raw = section(page, 'raw_attributes')
  await expect(raw).toContainText('active is now true instead of True (as text)')
  await expect(raw).toContainText('nickName was null and is missing')
  await expect(callOuts(page)).toBeHidden()
})

test(
  'a created event shows the start, a deletion what was last known',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'joinerOkta')
    await openNth(app, 1)
    await page.keyboard.press('d')
    await expect(panel(page)).toContainText('this is how it started')
    await expect(section(page, 'raw_attributes')).toContainText('Staff Reliability Engineer')
    await openNth(app, 6)
    await page.keyboard.press('d')
    await expect(panel(page)).toContainText('what was last known of it')
    await expect(section(page, 'raw_attributes')).toContainText('Head of Kilns')
    await panel(page)
      .getByRole('button', { name: /Compare with the deletion/ })
      .click()
    await expect(section(page, 'raw_attributes')).toContainText('removed')
  }
)

test('no password and no hidden direction reaches the page', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'delicate')
  await openNth(app, 1)
  await page.keyboard.press('d')
  await expect(callOuts(page)).toContainText('Inactive')
  await expect(callOuts(page)).toContainText('Password present')
  await expect(section(page, 'raw_attributes')).toContainText(String.raw`<b>\u202Emiahneb\u202C</b>`)
  await openNth(app, 3)
  await expect(section(page, 'raw_attributes').locator('mark')).toHaveText(['wood', 'gas'])
  expect(await page.content()).not.toContain('battery staple')
})

test(
  'any two events are compared by key, older to newer, also of two entities',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'late', 'duplicate')
    await expect(rows(page)).toHaveCount(6)
    await openNth(app, 6)
    await page.keyboard.press('c')
    await expect(page.getByText('Marked for comparison:')).toBeVisible()
    await expect(rows(page).first()).toContainText('marked')
    await page.keyboard.press('Escape')
    await expect(page.getByText('Marked for comparison:')).toBeHidden()

    await page.keyboard.press('c')
    await expect(page.getByText('Marked for comparison:')).toBeVisible()
    await openNth(app, 2)
    await expect(page.getByRole('button', { name: 'Compare', exact: true })).toBeVisible()
    await page.keyboard.press('c')
    await expect(bar(page)).toContainText('Soren Abernathy')
    await expect(bar(page)).toContainText('Petra Windermere')
    await expect(panel(page)).toContainText('about two different entities')
    await expect(page.getByText('Marked for comparison:')).toBeHidden()
    const address = page.url()
    await page.reload()
    expect(page.url()).toBe(address)
    await expect(bar(page)).toContainText('Petra Windermere')
  }
)

test(
  'a second row chosen with Ctrl is compared with the first; the two can be swapped',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'veteran')
    await openNth(app, 13)
    await rows(page)
      .nth(14 - 2)
      .click({ modifiers: ['ControlOrMeta'] })
    const raw = section(page, 'raw_attributes')
    await expect(raw).toContainText('title changed from Designer, step 1 to Designer, step 12')
    await bar(page).getByRole('button', { name: 'Swap the two events' }).click()
    await expect(raw).toContainText('title changed from Designer, step 12 to Designer, step 1')
    await bar(page).getByRole('button', { name: 'The event before' }).click()
    await expect(raw).toContainText('title changed from Staff Reliability Engineer to Designer, step 1')
  }
)

test('a comparison is copied as a patch, as text and as Markdown', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'joinerOkta')
  await openNth(app, 2)
  const copyAs = async (name: RegExp) => {
    await bar(page).getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('menuitem', { name }).click()
    await expect(page.getByText(/^Copied/).last()).toBeVisible()
    return pasted(page)
  }
  const patch: unknown = JSON.parse(await copyAs(/JSON Patch/))
  expect(patch).toContainEqual({ op: 'replace', path: '/data/raw_attributes/title', value: 'Head of Kilns' })
  expect(await copyAs(/Text/i)).toContain('title changed from Staff Reliability Engineer to Head of Kilns')
  const markdown = await copyAs(/Markdown/)
  expect(markdown).toContain('`"Head of Kilns"`')
  expect(markdown).toContain('raw_attributes')
})

test(
  'a copy says which way it goes, and whether it gives a password away',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'joinerOkta', 'delicate')
    const [without, having] = (['joinerOkta', 'delicate'] as const).map((name) =>
      String(bodiesOf(name)[0]?.['id'])
    )
    await page.evaluate(`location.hash = '#/events/${having}/changes/${without}'`)
    const patch = page.getByRole('menuitem', { name: /JSON Patch/ })
    await bar(page).getByRole('button', { name: 'Copy' }).click()
    await expect(patch).toContainText('Holds a password')
    await patch.click()
    await expect(page.getByText('Copied the JSON Patch; it holds a password')).toBeVisible()

    await bar(page).getByRole('button', { name: 'Swap the two events' }).click()
    await expect(page).toHaveURL(new RegExp(`/${without}/changes/${having}$`))
    // What is taken away is not written out.
    await expect(section(page, 'raw_attributes')).toContainText('password was removed')
    await bar(page).getByRole('button', { name: 'Copy' }).click()
    await expect(patch).toBeVisible()
    await expect(patch).not.toContainText('Holds')
    await page.getByRole('menuitem', { name: /Text/i }).click()
    await expect(page.getByText('Copied the changes as text')).toBeVisible()
    const text = await pasted(page)
    expect(text).toMatch(new RegExp(`^From: .*  ${having}$`, 'm'))
    expect(text).toMatch(new RegExp(`^To:   .*  ${without}$`, 'm'))
    expect(text).not.toContain('battery staple')
  }
)

test('in a narrow window the comparison fits', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'joinerEntra')
  await openNth(app, 5)
  await expect(callOuts(page)).toContainText('Deactivated')
  for (const width of [800, 420]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(callOuts(page)).toBeVisible()
    await expectNoOverflow(page)
  }
})
