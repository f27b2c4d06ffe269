import type { Page } from 'playwright/test'
import { Webhook } from 'standardwebhooks'
import { answering, verifyingRaw } from '../support/check-handlers.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { expect } from './fixtures.ts'
import { answeringJson, answeringWhenReleased, chooseTarget, idsOf, test } from './sending-app.ts'
import { env, expectNoOverflow, openSettings, rows } from './story-app.ts'

/** Events handed on the moment they arrive, and answers that fail on purpose, the same on every host. */

const endpoints = (page: Page) => page.getByRole('dialog', { name: 'Endpoints' })
const targets = (page: Page) => endpoints(page).getByRole('list', { name: 'Forward targets' })
const forward = (page: Page) => page.getByRole('region', { name: 'Forwarding' })
const armed = (page: Page) => page.getByRole('contentinfo').getByText('Failure armed')

const event = (type: 'created' | 'updated', name = 'Ada Example') =>
  userEvent({
    type: `organization.directory.user_${type}`,
    data: { id: 'diruser_ada', email: 'ada@people.example', name }
  })

async function addTarget(page: Page, url: string): Promise<void> {
  await chooseTarget(endpoints(page), url)
  await endpoints(page).getByRole('button', { name: 'Add target' }).press('Enter')
  await expect(targets(page)).toContainText(url)
}

async function save(page: Page): Promise<void> {
  await endpoints(page).getByRole('button', { name: 'Save' }).press('Enter')
  await expect(endpoints(page).getByText('Saved', { exact: true })).toBeVisible()
}

test('what a filter finds is handed on, and its sender gets the answer of the target', async ({
  launch,
  serve
}) => {
  const { page, receiverUrl } = await launch({ env })
  const handler = await serve(answeringJson(({ type }) => ({ took: type }), 202))
  await page.getByRole('button', { name: 'Forward', exact: true }).press('Enter')
  await expect(endpoints(page)).toContainText('Nothing is handed on yet.')
  await addTarget(page, handler.url)
  expect(handler.arrived).toEqual([])

  const which = endpoints(page).getByRole('textbox', { name: 'Which events' })
  await which.fill('ada')
  await expect(which).toHaveAttribute('aria-invalid', 'true')
  await expect(endpoints(page)).toContainText('Forwarding does not search in bodies, so leave out ada.')
  await expect(endpoints(page).getByRole('button', { name: 'Save' })).toBeDisabled()
  await which.fill('type:organization.directory.user_created')
  await expect(endpoints(page)).toContainText('Events of type organization.directory.user_created')
  await endpoints(page)
    .getByRole('combobox', { name: 'Answer to the sender' })
    .selectOption(`That of ${handler.url}`)
  await expect(endpoints(page)).toContainText('the sender gets the status and body of this target')
  await save(page)
  await page.keyboard.press('Escape')

  const created = signed(event('created'))
  const theirs = await post(receiverUrl, created)
  expect(theirs.status).toBe(202)
  expect(JSON.parse(theirs.text)).toEqual({ took: 'organization.directory.user_created' })
  expect((await post(receiverUrl, signed(event('updated')))).status).toBe(200)
  await expect(rows(page)).toHaveCount(2)
  expect(idsOf(handler.arrived)).toEqual([created.headers['webhook-id']])
  const [arrived] = handler.arrived
  new Webhook(SECRET).verify(arrived?.body ?? '', arrived?.headers as Record<string, string>)
  await expect(rows(page).last()).toContainText('OK 202')

  await forward(page).getByRole('button').press('Enter')
  await expect(targets(page)).toContainText('answers the sender')
  await expect(targets(page)).toContainText('1 answered 2xx since this page was opened')
  for (const width of [800, 420]) {
    await page.setViewportSize({ width, height: 800 })
    await expectNoOverflow(page)
  }
})

test(
  'forwarding is paused and resumed from the top bar, by key',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page, receiverUrl } = await launch({ env })
    const handler = await serve()
    await page.getByRole('button', { name: 'Forward', exact: true }).press('Enter')
    await addTarget(page, handler.url)
    await page.keyboard.press('Escape')
    const first = signed(event('created'))
    await post(receiverUrl, first)
    await expect.poll(() => handler.arrived.length).toBe(1)

    const on = forward(page).getByRole('switch', { name: 'Forward', exact: true })
    await on.press('Space')
    const off = forward(page).getByRole('switch', { name: 'Forward paused' })
    await expect(off).not.toBeChecked()
    await post(receiverUrl, signed(event('updated', 'While paused')))
    await expect(rows(page).filter({ hasText: 'While paused' })).toBeVisible()
    await off.press('Space')
    await expect(on).toBeChecked()
    const last = signed(event('updated', 'After that'))
    await post(receiverUrl, last)
    await expect
      .poll(() => idsOf(handler.arrived))
      .toEqual([first.headers['webhook-id'], last.headers['webhook-id']])
  }
)

test(
  'a target that is slow holds back nobody but the next event of the same entity',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page, receiverUrl } = await launch({ env })
    const slow = answeringWhenReleased()
    const handler = await serve(slow.handle)
    await page.getByRole('button', { name: 'Forward', exact: true }).press('Enter')
    await addTarget(page, handler.url)
    const keepsOrder = endpoints(page).getByRole('checkbox', { name: 'Keep the order of each entity' })
    if (!(await keepsOrder.isChecked())) {
      await keepsOrder.check()
      await save(page)
    }
    await page.keyboard.press('Escape')
    const ofOther = userEvent({ data: { id: 'diruser_grace', name: 'Grace Other' } })
    const all = [signed(event('created')), signed(event('updated')), signed(ofOther)]
    for (const one of all) expect((await post(receiverUrl, one)).status).toBe(200)
    const [created, updated, other] = all.map(({ headers }) => headers['webhook-id'])
    await expect.poll(() => new Set(idsOf(handler.arrived))).toEqual(new Set([created, other]))
    slow.release()
    await expect.poll(() => idsOf(handler.arrived).at(-1)).toBe(updated)
    expect(handler.arrived).toHaveLength(3)
  }
)

test(
  'targets that fail are told: in the top bar, at the event, and to the sender that is mirrored',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page, receiverUrl } = await launch({ env })
    const handler = await serve(answering(503))
    await page.getByRole('button', { name: 'Forward', exact: true }).press('Enter')
    await addTarget(page, handler.url)
    await endpoints(page)
      .getByRole('combobox', { name: 'Answer to the sender' })
      .selectOption(`That of ${handler.url}`)
    await save(page)
    await page.keyboard.press('Escape')
    expect((await post(receiverUrl, signed(event('created')))).status).toBe(503)
    await expect(forward(page)).toContainText('503')
    await expect(rows(page).first()).toContainText('Error 503')

    handler.become((_request, _body, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"half":', () => response.destroy())
    })
    expect((await post(receiverUrl, signed(event('updated', 'Died half-way')))).status).toBe(502)
    handler.die()
    expect((await post(receiverUrl, signed(event('updated', 'Not there')))).status).toBe(502)
    await expect(forward(page)).toContainText('Failed')
    await expect(rows(page).first()).toContainText('Failed')
    await expect(rows(page)).toHaveCount(3)
  }
)

test(
  'a failure is armed, seen wherever the reader is, counted down and disarmed',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env })
    const arm = async (how: string, fields: Readonly<Record<string, string>>) => {
      await openSettings(page, 'Endpoints')
      await endpoints(page).getByRole('tab', { name: 'Failures' }).click()
      await endpoints(page).getByRole('radio', { name: how }).check()
      for (const [name, value] of Object.entries(fields)) {
        await endpoints(page).getByRole('textbox', { name }).fill(value)
      }
      await endpoints(page).getByRole('button', { name: 'Arm', exact: true }).press('Enter')
      await expect(endpoints(page).getByRole('button', { name: 'Disarm' })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(armed(page)).toBeVisible()
    }
    const send = (name: string) => post(receiverUrl, signed(event('created', name)))

    await arm('Answer a status', { Status: '503', 'How many webhooks': '2' })
    await expect(page.getByRole('contentinfo')).toContainText('Next 2: answered 503')
    expect((await send('First')).status).toBe(503)
    await expect(page.getByRole('contentinfo')).toContainText('Next 1: answered 503')
    expect((await send('Second')).status).toBe(503)
    await expect(armed(page)).toBeHidden()
    expect((await send('Third')).status).toBe(200)
    await expect(rows(page)).toHaveCount(3)

    await arm('Hang up', { 'How many webhooks': '5' })
    await expect(send('Fourth')).rejects.toThrow()
    await expect(page.getByRole('contentinfo')).toContainText('Next 4: cut off without an answer')
    await page.getByRole('button', { name: 'Disarm the failure' }).press('Enter')
    await expect(armed(page)).toBeHidden()
    expect((await send('Fifth')).status).toBe(200)

    await arm('Answer late', { 'Seconds to wait': '0.2', 'How many webhooks': '1' })
    expect((await send('Sixth')).status).toBe(200)
    await expect(armed(page)).toBeHidden()
    await expect(rows(page)).toHaveCount(6)
  }
)

test(
  'a failure that is armed does not keep the target from its events',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page, receiverUrl } = await launch({ env })
    const handler = await serve(verifyingRaw())
    await page.getByRole('button', { name: 'Forward', exact: true }).press('Enter')
    await addTarget(page, handler.url)
    await endpoints(page).getByRole('tab', { name: 'Failures' }).click()
    await endpoints(page).getByRole('button', { name: 'Arm', exact: true }).press('Enter')
    await page.keyboard.press('Escape')
    await expect(armed(page)).toBeVisible()
    expect((await post(receiverUrl, signed(event('created')))).status).toBe(500)
    await expect.poll(() => handler.arrived.length).toBe(1)
  }
)
