import type { Page } from 'playwright/test'
import { SECRET } from '../support/signed-request.ts'
import { postStory } from '../support/stories.ts'
import { expect, test } from './fixtures.ts'
import type { Launched } from './launch.ts'
import {
  bodiesOf,
  busyBodies,
  env,
  expectNoOverflow,
  filter,
  find,
  openNth,
  pane,
  panel,
  rows,
  tab,
  tell,
  timeline
} from './story-app.ts'

/** The page of an entity: all its events, its state at any of them, who belongs to it. The same on every host. */

const entity = (page: Page) => pane(page, 'Entity')
const events = (page: Page) =>
  panel(page)
    .getByRole('grid', { name: /^Events of the entity/ })
    .getByRole('row')
const attribute = (page: Page, path: string) =>
  panel(page).getByRole('grid', { name: 'Attributes' }).getByRole('row').filter({ hasText: path }).first()
const shown = (page: Page) => entity(page).getByRole('slider', { name: 'Event shown' })

/** The page of the entity of the nth event, by its key. */
async function openHistory(app: Pick<Launched, 'page'>, nth: number): Promise<void> {
  await openNth(app, nth)
  await app.page.keyboard.press('h')
  await expect(entity(app.page)).toBeVisible()
}

test('events stand in the order in which they happened, and say what is odd about them @page', async ({
  launch
}) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'late', 'duplicate')
  await openHistory(app, 1)
  await expect(events(page)).toHaveText([
    /^Event 4.*title/,
    /^Event 3.*title.*late/,
    /^Event 2.*title/,
    /^Event 1/
  ])

  // The event that came last happened between two others, and is compared with the one before it.
  await events(page).nth(1).click()
  await page.keyboard.press('d')
  await expect(panel(page)).toContainText('title changed from First title to Second title')
  await openHistory(app, 5)
  await expect(events(page).first()).toContainText('×3')
  await expect(events(page).first()).toContainText('conflict')
})

test('names of 2024 and of today are one history', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'legacy')
  await openHistory(app, 3)
  await expect(events(page)).toHaveText([
    /^Event 4.*Deleted.*user_deleted/,
    /^Event 3.*department.*user_updated/,
    /^Event 2.*title.*dir\.user\.update.*legacy name/,
    /^Event 1.*dir\.user\.create.*legacy name/
  ])
})

test(
  'the state at any event says since when each attribute is so, and what set it',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'veteran')
    await openHistory(app, 14)
    await tab(page, /^State/).click()
    await panel(page).getByRole('searchbox', { name: 'Filter the attributes' }).fill('department')
    await expect(attribute(page, 'department')).toContainText('1 change')
    await expect(attribute(page, 'department')).toContainText('Platform')
    await expect(attribute(page, 'department')).toContainText('was Site Reliability')

    await shown(page).focus()
    await page.keyboard.press('ArrowLeft')
    await expect(shown(page)).toHaveAttribute('aria-valuenow', '13')
    await expect(attribute(page, 'department')).not.toContainText('Platform')
    await panel(page).getByRole('searchbox', { name: 'Filter the attributes' }).fill('title')
    await expect(attribute(page, 'title')).toContainText('Designer, step 12')
    await shown(page).press('Home')
    await expect(attribute(page, 'title')).toContainText('Staff Reliability Engineer')
    await shown(page).press('End')
    await expect(attribute(page, 'title')).toContainText('Designer, step 12')
    await attribute(page, 'title').getByRole('button').click()
    await expect(panel(page)).toContainText('title changed from Designer, step 11 to Designer, step 12')
  }
)

test(
  'a group knows its members over time, and they know their groups',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'group')
    await find(app, 'kiln-operators type:*.group_*', { count: 4, name: 'kiln-operators' })
    await openHistory(app, 4)
    await tab(page, /^Members/).click()
    const members = panel(page).getByRole('grid', { name: 'Members' }).getByRole('row')
    await expect(members).toHaveText([
      /^In the group\s*3 members/,
      /^Amara Okonjo.*since/,
      /^Carys Penhallow.*since/,
      /^Dmitri Solheim.*since/,
      /^Left the group\s*1 member/,
      /^Bastien Fairweather.*joined.*, left/
    ])
    await members.filter({ hasText: 'Bastien' }).getByRole('button', { name: 'Bastien Fairweather' }).click()
    await expect(
      entity(page).getByRole('heading', { name: 'Bastien Fairweather', exact: true })
    ).toBeVisible()
    await tab(page, /^Groups/).click()
    await expect(panel(page).getByRole('grid', { name: 'Groups' })).toContainText('Once in these groups')
    await expect(panel(page).getByRole('grid', { name: 'Groups' })).toContainText('kiln-operators')
  }
)

test('someone who was provisioned again is linked to who they were', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'rehire')
  await openHistory(app, 5)
  await expect(entity(page)).toContainText('Probably provisioned before as')
  await expect(entity(page)).toContainText('same dp_id')
  await entity(page).getByRole('listitem').getByRole('button').click()
  await expect(entity(page)).toContainText('Probably provisioned again as')
  await expect(events(page).first()).toContainText('Deleted')
})

test('a reload and the way back keep the place', async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'veteran')
  await openHistory(app, 14)
  await shown(page).press('Home')
  await expect(shown(page)).toHaveAttribute('aria-valuenow', '1')
  const address = page.url()
  await page.reload()
  await expect(shown(page)).toHaveAttribute('aria-valuenow', '1')
  expect(page.url()).toBe(address)
  await page.keyboard.press('Escape')
  await expect(entity(page)).toBeHidden()
  await expect(tab(page, 'Payload')).toHaveAttribute('aria-selected', 'true')
  await pane(page, 'Event').getByRole('button', { name: 'History', exact: true }).click()
  await expect(entity(page)).toBeVisible()
  await entity(page).getByRole('button', { name: 'Back to the event' }).click()
  await expect(pane(page, 'Event')).toBeVisible()
})

test(
  'an event that arrives meanwhile is added without moving what is read',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page, receiverUrl } = app
    const bodies = bodiesOf('veteran')
    await postStory(receiverUrl, SECRET, bodies.slice(0, 5))
    await expect(rows(page)).toHaveCount(5)
    await openHistory(app, 3)
    await expect(tab(page, /^Events/)).toHaveAccessibleName(/^Events,? 5/)
    await postStory(receiverUrl, SECRET, bodies.slice(5))
    await expect(tab(page, /^Events/)).toHaveAccessibleName(/^Events,? 14/)
    await expect(shown(page)).toHaveAttribute('aria-valuemax', '14')
    await expect(shown(page)).toHaveAttribute('aria-valuenow', '3')
  }
)

test(
  'what is deleted on the page of its entity leaves the page with the next event, until none is left',
  { tag: '@page' },
  async ({ launch }) => {
    // What the page still asks for may be deleted by then.
    const app = await launch({ env, expectedProblems: /rpc\/events\.get/ })
    const { page } = app
    await tell(app, 'late')
    await openHistory(app, 1)
    for (let left = 3; left >= 0; left--) {
      await expect(tab(page, /^State \d/)).toBeVisible()
      await page.keyboard.press('Delete')
      await expect(rows(page)).toHaveCount(left)
      await expect(entity(page)).toBeHidden()
      if (left > 0) await page.keyboard.press('h')
    }
  }
)

test(
  'a long history is read in parts, and its ends are one key away',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page, receiverUrl } = app
    await postStory(receiverUrl, SECRET, busyBodies(250))
    await expect(timeline(page)).toHaveAttribute('aria-rowcount', '251')
    await rows(page).first().click()
    await expect(pane(page, 'Event')).toContainText('Busy Bee')
    await page.keyboard.press('h')
    await expect(events(page).first()).toContainText('Event 251')
    expect(await events(page).count()).toBeLessThan(60)
    await expect(entity(page).getByRole('group', { name: 'Some of the events side by side' })).toBeVisible()

    await shown(page).press('Home')
    await expect(events(page).last()).toContainText(/^Event 1.*The first event/)
    await expect(shown(page)).toHaveAttribute('aria-valuenow', '1')
    await shown(page).press('ArrowRight')
    await expect(events(page).and(page.locator('[aria-selected=true]'))).toHaveAttribute(
      'aria-rowindex',
      '250'
    )
  }
)

test(
  'an organisation has a history and lists all that is of it; an unknown entity says so',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'organisation', 'joinerOkta')
    await find(app, 'type:organization.updated', { count: 2, name: 'Juniper & Slate' })
    await openHistory(app, 2)
    await expect(entity(page).getByRole('heading', { name: 'Juniper & Slate', exact: true })).toBeVisible()
    await expect(events(page)).toHaveText([/^Event 3.*metadata/, /^Event 2.*dir_sync/, /^Event 1/])
    await entity(page).getByRole('button', { name: 'All events of this organisation' }).click()
    await expect(filter(page)).toHaveValue(/^org:/)
    await expect(rows(page)).toHaveCount(15)

    await page.goto(new URL('#/events/-/entity/diruser_nobody', page.url()).href)
    await expect(page.getByText('This history cannot be shown')).toBeVisible()
    await page.getByRole('button', { name: 'Show the timeline' }).click()
    await expect(page.getByText('This history cannot be shown')).toBeHidden()
  }
)

test('in a narrow window the page of an entity fits', { tag: '@page' }, async ({ launch }) => {
  const app = await launch({ env })
  const { page } = app
  await tell(app, 'joinerPing')
  await openHistory(app, 5)
  await expect(events(page)).toHaveCount(6)
  for (const width of [800, 420]) {
    await page.setViewportSize({ width, height: 800 })
    for (const name of [/^Events/, /^State/, /^Groups/]) {
      await tab(page, name).click()
      await expect(panel(page).getByRole('grid')).toBeVisible()
      await expectNoOverflow(page)
    }
  }
})
