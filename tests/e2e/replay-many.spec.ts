import type { Locator, Page } from 'playwright/test'
import { answering, verifyingRaw } from '../support/check-handlers.ts'
import { expect } from './fixtures.ts'
import {
  answeringJson,
  answeringWhenReleased,
  chooseTarget,
  deliver,
  idsOf,
  people,
  replays,
  test,
  type App,
  type Arrived
} from './sending-app.ts'
import { env, filter, rows } from './story-app.ts'

/** Many events sent to a developer's app, the same on every host. */

const names = (arrived: readonly Arrived[]) =>
  arrived.map(({ body }) => (JSON.parse(body) as { data: { name: string } }).data.name)
const button = (page: Page, name: RegExp | string) => replays(page).getByRole('button', { name })
const grid = (page: Page, name: string) => replays(page).getByRole('grid', { name })
const tabOf = (page: Page, name: RegExp) => replays(page).getByRole('tab', { name })

/** Shows the form that asks before all that a filter finds is sent. */
async function draftAll(page: Page, query: string): Promise<Locator> {
  await filter(page).fill(query)
  await page.getByRole('button', { name: 'Replay all that this filter finds…' }).click()
  return replays(page)
}

/** Sends all that a filter finds to an app, and waits until each was answered. */
async function sendAll(page: Page, query: string, app: App, count: number): Promise<void> {
  await chooseTarget(await draftAll(page, query), app.url)
  await button(page, `Send ${count} events`).click()
  await expect(replays(page)).toContainText(`${count} of ${count} ended`)
}

/** Refuses the people of those numbers. */
const refusing = (...numbers: readonly number[]) =>
  verifyingRaw((_request, body, response) => {
    const isRefused = numbers.some((number) => body.includes(people(number).at(-1) ?? ''))
    response.writeHead(isRefused ? 422 : 200).end()
  })

test(
  'rows picked with Shift and the arrow keys are replayed, oldest first',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const app = await launch({ env })
    const { page } = app
    const handler = await serve()
    await deliver(app, people(6))
    await page.getByRole('button', { name: 'Fold bursts' }).click()
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('3 events picked')).toBeVisible()
    await page.getByRole('button', { name: 'Replay…', exact: true }).press('Enter')
    await expect(replays(page).getByRole('heading', { name: 'Replay 3 events chosen by hand' })).toBeVisible()
    await chooseTarget(replays(page), handler.url)
    await expect(replays(page)).toContainText(`Sends 3 events to ${handler.url}, freshly signed`)
    expect(handler.arrived).toEqual([])
    await replays(page).getByRole('combobox', { name: 'At once' }).selectOption('one at a time')
    await button(page, 'Send 3 events').press('Enter')
    await expect(replays(page)).toContainText('3 of 3 ended')
    await expect(replays(page)).toContainText('all accepted')
    expect(names(handler.arrived)).toEqual(['Person 03', 'Person 04', 'Person 05'])

    await grid(page, 'Attempts').getByRole('row').first().press('Enter')
    await expect(replays(page)).toBeHidden()
    await expect(page.getByRole('heading', { level: 2, name: 'Person 03' })).toBeVisible()
  }
)

test(
  'all that a filter finds is sent at a fixed rate, paused, resumed and cancelled',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const app = await launch({ env })
    const { page } = app
    const slow = answeringWhenReleased()
    const handler = await serve(slow.handle)
    await deliver(app, [...people(5), 'Somebody Else'])
    await chooseTarget(await draftAll(page, 'Person'), handler.url)
    await expect(replays(page).getByRole('heading', { name: 'Replay 5 events' })).toBeVisible()
    await replays(page).getByRole('radio', { name: 'Fixed rate' }).check()
    await replays(page).getByLabel('Events per second').fill('50')
    await replays(page).getByRole('combobox', { name: 'At once' }).selectOption('one at a time')
    await expect(replays(page)).toContainText('at 50 per second, one at a time')
    await button(page, 'Send 5 events').press('Enter')
    await expect.poll(() => handler.arrived.length).toBe(1)
    await expect(replays(page).getByRole('progressbar', { name: 'Progress' })).toBeVisible()
    await expect(replays(page)).toContainText('0 of 5 ended')

    await page.keyboard.press('Escape')
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: /^Replaying 0 of 5/ })
      .click()
    await button(page, 'Pause').press('Enter')
    await expect(replays(page).getByText('paused', { exact: true }).first()).toBeVisible()
    slow.release()
    await expect(replays(page)).toContainText('1 of 5 ended')
    await button(page, 'Resume, 4 to send').press('Enter')
    await expect(replays(page)).toContainText('5 of 5 ended')
    expect(names(handler.arrived)).toEqual(people(5))

    const never = await serve(answeringWhenReleased().handle)
    await button(page, 'Run again…').press('Enter')
    await chooseTarget(replays(page), never.url)
    await button(page, 'Send 5 events').press('Enter')
    await expect.poll(() => never.arrived.length).toBe(1)
    await button(page, 'Cancel…').press('Enter')
    const question = page.getByRole('alertdialog', { name: 'Cancel this replay?' })
    await expect(question).toContainText('what was answered stays')
    await question.getByRole('button', { name: 'Cancel the replay' }).press('Enter')
    await expect(replays(page).getByText('cancelled', { exact: true }).first()).toBeVisible()
    // While the question was read, the first one may have been given up.
    expect(never.arrived.length).toBeLessThan(5)
  }
)

test(
  'what was not accepted is replayed as a set, and nothing else',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const app = await launch({ env })
    const { page } = app
    const handler = await serve(refusing(2, 4))
    await deliver(app, people(5))
    await sendAll(page, 'Person', handler, 5)
    await expect(replays(page).getByText('with failures').first()).toBeVisible()
    await expect(replays(page)).toContainText('2 refused')
    await tabOf(page, /^Not accepted/).click()
    await expect(grid(page, 'Attempts').getByRole('row')).toHaveText([/Error 422/, /Error 422/])
    handler.become(verifyingRaw())
    handler.arrived.length = 0
    await button(page, 'Replay the 2 not accepted…').press('Enter')
    await button(page, 'Send 2 events').press('Enter')
    await expect(replays(page)).toContainText('2 of 2 ended')
    await expect(replays(page).getByText('all accepted').first()).toBeVisible()
    expect(names(handler.arrived).toSorted()).toEqual(['Person 02', 'Person 04'])
  }
)

test(
  'an app that dies in the middle fails what is left, which says why',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const app = await launch({ env })
    const { page } = app
    const handler = await serve()
    handler.become((_request, _body, response) => {
      if (handler.arrived.length < 3) response.end()
      else handler.die()
    })
    await deliver(app, people(5))
    await chooseTarget(await draftAll(page, 'Person'), handler.url)
    await replays(page).getByRole('combobox', { name: 'At once' }).selectOption('one at a time')
    await button(page, 'Send 5 events').click()
    await expect(replays(page)).toContainText('5 of 5 ended')
    await expect(replays(page)).toContainText('3 without an answer')
    await tabOf(page, /^Not accepted/).click()
    await expect(grid(page, 'Attempts').getByRole('row')).toHaveCount(3)
    await expect(grid(page, 'Attempts').getByRole('row').last()).toContainText('Nothing listens')
    expect(handler.arrived).toHaveLength(3)
  }
)

test('a redirect is reported and not followed', { tag: '@page' }, async ({ launch, serve }) => {
  const app = await launch({ env })
  const { page } = app
  const elsewhere = await serve()
  const handler = await serve(answering(308, { location: elsewhere.url }))
  await deliver(app, people(2))
  await sendAll(page, 'Person', handler, 2)
  await expect(grid(page, 'Attempts').getByRole('row').first()).toContainText('Answered 308')
  expect(elsewhere.arrived).toEqual([])
})

test('after a kill in the middle, what was answered is not sent again', async ({
  launch,
  serve,
  createFolder
}) => {
  const dataDir = createFolder()
  const first = await launch({ env, dataDir, expectedProblems: /401 \(Unauthorized\)/ })
  const handler = await serve()
  const answered: string[] = []
  handler.become((request, _body, response) => {
    // The last ones before the kill get no answer, so that something is under way for certain.
    if (handler.arrived.length > 8) return
    answered.push(String(request.headers['webhook-id']))
    response.end()
  })
  await deliver(first, people(20))
  await chooseTarget(await draftAll(first.page, 'Person'), handler.url)
  await replays(first.page).getByRole('combobox', { name: 'At once' }).selectOption('up to 4')
  await button(first.page, 'Send 20 events').click()
  await expect(replays(first.page)).toContainText('8 of 20 ended')
  await expect.poll(() => handler.arrived.length).toBe(12)
  await first.kill()

  handler.become(verifyingRaw())
  // The page of before is still open and asks the app of now, which is where that one was.
  const { page } = await launch({ env, dataDir })
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('a')
  await expect(replays(page).getByText('interrupted', { exact: true }).first()).toBeVisible()
  await expect(replays(page)).toContainText('What was answered is not sent again')
  await button(page, /^Resume, 12 to send/).press('Enter')
  await expect(replays(page)).toContainText('20 of 20 ended')
  await expect(replays(page).getByText('all accepted').first()).toBeVisible()

  const sentAfter = idsOf(handler.arrived.slice(12))
  expect(sentAfter.filter((id) => answered.includes(id))).toEqual([])
  const all = idsOf(handler.arrived)
  expect(new Set(all).size).toBe(20)
  expect(all).toHaveLength(24)
})

test(
  'answers are kept as a baseline, and shown red where they are others after a change',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const app = await launch({ env })
    const { page } = app
    const handler = await serve(answeringJson(({ id }) => ({ stored: id })))
    await deliver(app, people(5))
    await sendAll(page, 'Person', handler, 5)
    await button(page, 'Keep as baseline…').press('Enter')
    const baseline = page.getByRole('dialog', { name: 'Baseline' })
    await baseline.getByRole('textbox', { name: 'Name' }).fill('Before the change')
    await page.keyboard.press('Enter')
    await expect(replays(page)).toContainText('baseline Before the change')

    const isThird = (body: string) => body.includes('Person 03')
    handler.become(
      answeringJson((event) => (isThird(JSON.stringify(event)) ? { error: 'no' } : { stored: event['id'] }))
    )
    await button(page, 'Run again…').press('Enter')
    await button(page, 'Send 5 events').press('Enter')
    await expect(replays(page)).toContainText('5 of 5 ended')
    await tabOf(page, /^Compare/).click()
    await expect(replays(page)).toContainText('1 answered otherwise, 4 as before.')
    const compared = grid(page, 'Answers beside those of the baseline').getByRole('row')
    await expect(compared).toHaveText([/other body.*Person 03/])
    await replays(page).getByRole('checkbox', { name: 'Only what is not as before' }).uncheck()
    await expect(compared).toHaveCount(5)
    await expect(compared.filter({ hasText: 'as before' })).toHaveCount(4)

    handler.become(answeringJson(({ id }) => ({ stored: id })))
    await button(page, 'Run again…').press('Enter')
    await button(page, 'Send 5 events').press('Enter')
    await expect(replays(page)).toContainText('5 of 5 ended')
    await tabOf(page, /^Compare/).click()
    await expect(replays(page)).toContainText('All 5 answers are as in the baseline.')
  }
)
