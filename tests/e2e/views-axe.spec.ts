import type { Page } from 'playwright/test'
import { post, signed, userEvent } from '../support/signed-request.ts'
import { look, lookAtMenu, lookAtTabs, lookOver } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { openEventOf } from './sending-app.ts'
import { env, filter, openNth, pane, panel, rows, tab, tell } from './story-app.ts'

/** Every view of the timeline, of events, deliveries and entities, in both themes; dialogs have a spec of their own. */

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' })

// Each looks at some twenty views.
test.describe.configure({ timeout: 600_000 })

/** Of an interceptor's call, and of a delivery that was changed on the way. */
async function deliverOdd(receiverUrl: string): Promise<void> {
  const call = { display_name: 'Sign-up', trigger_point: 'PRE_SIGNUP', interceptor_context: {}, data: {} }
  expect((await post(receiverUrl, signed(call, { kind: 'interceptor' }))).status).toBe(200)
  const { headers, body } = signed(userEvent())
  const spaced = JSON.stringify(JSON.parse(body), null, 2)
  expect((await post(`${receiverUrl}/hook`, { headers, body: spaced })).status).toBe(401)
}

test('the first steps and each empty view', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch()
  const guide = page.getByRole('group', { name: 'First steps' })
  await expect(guide.locator('[aria-expanded=true]')).toBeVisible()
  const steps = guide.locator('h3 button')
  for (const step of await steps.all()) {
    if ((await step.getAttribute('aria-expanded')) === 'false') await step.click()
    await look(page, `first steps, ${await step.innerText()}`, guide.locator('[aria-expanded=true]'))
  }
  await page.setViewportSize({ width: 420, height: 800 })
  await look(page, 'first steps, narrow', guide)
  await page.setViewportSize({ width: 1280, height: 720 })
  await guide.getByRole('button', { name: 'Put away' }).click()
  await look(page, 'no events', page.getByText('Events open here'))
  await page.getByRole('combobox', { name: 'Choose a sample event' }).click()
  await lookOver(page, 'samples', page.getByRole('listbox'), page.getByRole('option').first())
  await page.keyboard.press('Escape')
  const entries = views(page).locator('button:not([aria-haspopup])')
  for (const text of ['Starred', 'Rejected', 'Interceptors', 'Unchecked']) {
    await entries.filter({ hasText: text }).click()
    await look(page, `nothing in ${text}`, page.getByText(/^(Nothing|No) (is|was|interceptor)/).first())
  }
  await post(receiverUrl, signed(userEvent()))
  await rows(page).first().click()
  await look(page, 'an unchecked delivery', panel(page))
})

test('the timeline, its filters and what lies over it', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page, receiverUrl } = app
  await deliverOdd(receiverUrl)
  await tell(app, 'group', 'duplicate')
  const burst = page.locator('[role=row][aria-expanded]').first()
  await burst.click()
  await expect(burst).toHaveAttribute('aria-expanded', 'true')
  await look(page, 'a burst that is open', rows(page).first())
  await burst.click()

  await openEventOf(page, 'Petra Windermere')
  await page.keyboard.press('s')
  await expect(rows(page).first()).toContainText('Starred')
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note' }).fill('Asked support')
  await page.keyboard.press('Control+Enter')
  await look(page, 'a note', page.getByText('Saved', { exact: true }))
  await page.keyboard.press('Escape')
  await page.keyboard.press('c')
  await look(page, 'an event that is marked', page.getByText('Marked for comparison:'))
  await page.keyboard.press('Escape')
  for (const key of ['2', '3', '5', '1']) {
    await page.keyboard.press(key)
    await look(page, `view ${key}`, rows(page).first())
  }
  await page.keyboard.press('p')
  await post(receiverUrl, signed(userEvent({ data: { id: 'diruser_late', name: 'Late Arrival' } })))
  await look(page, 'a pause', page.getByText('1 waiting'))
  await page.keyboard.press('p')

  await rows(page).first().click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await look(page, 'rows that are picked', page.getByText(/\d events picked/))
  await page.keyboard.press('Escape')
  const bars = page.getByRole('slider', { name: 'Received over time' })
  await bars.press('Home')
  await bars.press('Shift+ArrowRight')
  await bars.press('Enter')
  await look(page, 'a range of time', page.getByRole('button', { name: 'All times' }))

  await filter(page).fill('is:starrd')
  await look(page, 'a mistake in the filter', page.getByText('Did you mean'))
  await filter(page).fill('nobody-is-called-that')
  await look(page, 'nothing found', page.getByText('Nothing matches'))
  await filter(page).fill('-action:')
  await lookOver(page, 'suggestions', page.getByRole('listbox'), page.getByRole('option').first())
  await filter(page).fill('action:created')
  await page.keyboard.press('Enter')
  await look(page, 'what a filter finds', page.getByText(/^Events .*created/))
  await page.getByRole('button', { name: 'Save the filter' }).click()
  await page.getByLabel('Name of this filter').fill('New ones')
  await look(page, 'a filter that is saved', page.getByLabel('Name of this filter'))
  await page.keyboard.press('Enter')
  await look(page, 'a saved filter', views(page).getByRole('button', { name: 'New ones', exact: true }))
  await page.getByRole('button', { name: 'Clear the filter' }).click()

  await lookAtMenu(page, 'the menu', page.getByRole('button', { name: 'Menu', exact: true }))
  await page.getByRole('button', { name: 'Test now' }).click()
  const way = page.getByRole('dialog', { name: 'The way of a delivery' })
  await lookOver(page, 'the way of a delivery', way, way.getByText('Works on this machine'))
  await page.keyboard.press('Escape')
  for (const link of await page
    .getByRole('list', { name: 'The way of a delivery' })
    .getByRole('button')
    .all()) {
    await link.click()
    await lookOver(page, `a link of the way, ${await link.innerText()}`, page.getByRole('dialog'))
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('Delete')
  await look(page, 'a toast', page.getByRole('button', { name: 'Undo' }))
})

test('an event and a comparison, tab by tab and menu by menu', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'joinerOkta', 'duplicate')
  await openNth(app, 2)
  await lookAtTabs(page, 'an event', page.getByRole('tablist', { name: 'Event' }), pane(page, 'Event'))
  await page.keyboard.press('Shift+Y')
  await lookOver(page, 'copy as', page.getByRole('menu'))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Replay options' }).click()
  await lookOver(page, 'replay options', page.getByRole('dialog', { name: 'Replay', exact: true }))
  await page.keyboard.press('Escape')

  await tab(page, 'Payload').click()
  await page.keyboard.press('f')
  await page.getByRole('searchbox', { name: 'Find in the payload' }).fill('ottoline')
  await look(page, 'hits in the payload', page.getByText(/^1 of \d+$/))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await lookOver(page, 'what can be done with a value', page.getByRole('menu', { name: 'Value' }))
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: 'As received' }).press('Space')
  await look(page, 'the bytes of a payload', panel(page).getByText(/SHA-256/))

  await page.keyboard.press('m')
  await lookAtMenu(page, 'providers', panel(page).getByRole('button', { name: /^Provider: / }))
  await panel(page).getByRole('button', { name: 'Why?' }).click()
  await lookAtMenu(page, 'an attribute', panel(page).getByRole('gridcell').getByRole('button').first())
  await page.keyboard.press('d')
  const bar = panel(page).getByRole('group', { name: 'Comparison' })
  await lookAtMenu(page, 'copies of a comparison', bar.getByRole('button', { name: 'Copy' }))
  await lookAtMenu(
    page,
    'a changed value',
    panel(page)
      .getByRole('button', { name: /^More about/ })
      .first()
  )
  await panel(page)
    .getByRole('button', { name: /\d+ values unchanged/ })
    .first()
    .click()
  await bar.getByRole('radio', { name: 'Side by side' }).check()
  await look(page, 'changes side by side', panel(page).getByRole('region', { name: 'raw_attributes' }))
  for (const [nth, what] of [
    [1, 'a created event'],
    [5, 'a deactivation'],
    [6, 'a deletion'],
    [8, 'an event with a conflict']
  ] as const) {
    await openNth(app, nth)
    await page.keyboard.press('d')
    await look(page, what, panel(page).getByRole('heading', { level: 3 }).first())
  }
  await tab(page, /^Deliveries/).click()
  await look(
    page,
    'deliveries that conflict',
    panel(page)
      .getByText(/another body/)
      .first()
  )
  await openNth(app, 2)
  await page.keyboard.press('c')
  await openNth(app, 7)
  await page.keyboard.press('c')
  await look(page, 'two entities compared', panel(page).getByText('about two different entities'))
})

test('deliveries and entities', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page, receiverUrl } = app
  await deliverOdd(receiverUrl)
  await tell(app, 'group')
  await page.keyboard.press('5')
  await rows(page).first().click()
  await look(page, 'a call of an interceptor', panel(page).getByText('Answered ALLOW'))
  await page.keyboard.press('3')
  await rows(page).first().click()
  await expect(panel(page).getByText('failed here')).toBeVisible()
  const delivery = page.getByRole('region', { name: 'Delivery', exact: true })
  await lookAtTabs(page, 'a rejected delivery', delivery.getByRole('tablist'), delivery)

  await page.keyboard.press('1')
  await page.getByRole('button', { name: 'Fold bursts' }).click()
  await filter(page).fill('kiln-operators type:*.group_*')
  await expect(rows(page)).toHaveCount(4)
  await openNth(app, 4)
  await page.keyboard.press('h')
  const entity = pane(page, 'Entity')
  await lookAtTabs(page, 'an entity', entity.getByRole('tablist'), entity)
  await lookAtMenu(page, 'comparisons', entity.getByRole('button', { name: 'Compare with…' }))
  await page.goto(new URL('#/events/-/entity/diruser_nobody', page.url()).href)
  await look(page, 'an unknown entity', page.getByText('This history cannot be shown'))
})

test('windows of every width and look', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'late')
  await openNth(app, 1)
  await page.keyboard.press('h')
  await expect(pane(page, 'Entity')).toBeVisible()
  const narrow = async (of: string) => {
    for (const width of [900, 420]) {
      await page.setViewportSize({ width, height: 800 })
      await look(page, `${of}, ${width} px`, page.getByRole('contentinfo'))
    }
  }
  await narrow('an entity')
  await page.keyboard.press('Escape')
  await narrow('an event')
  await page.keyboard.press('Escape')
  await narrow('the timeline')
  await page.setViewportSize({ width: 900, height: 800 })
  await page.getByRole('button', { name: 'Facets' }).click()
  await lookOver(page, 'facets that float', page.getByRole('dialog', { name: 'Facets and saved filters' }))
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.keyboard.press('Control+,')
  await page.getByRole('tab', { name: 'Appearance' }).click()
  await page.getByRole('radio', { name: /^Compact/ }).press('Space')
  await page.getByRole('radio', { name: 'High' }).press('Space')
  await lookOver(page, 'settings, compact with high contrast', page.getByRole('dialog'))
  await page.keyboard.press('Escape')
  await look(page, 'the timeline, compact with high contrast', rows(page).first())
  await page.keyboard.press('M')
  await look(page, 'masked values', page.getByRole('region', { name: 'Masking' }))
})
