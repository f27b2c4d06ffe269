import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright/test'
import { SECRET, post, signed, userEvent } from '../support/signed-request.ts'
import { startNgrokService } from '../support/ngrok-service/service.ts'
import { expect, test } from './fixtures.ts'
import { openSettings, rows, timeline } from './story-app.ts'

/** The user's way through the app, the same on every host. */

const row = (page: Page, text: string) => rows(page).filter({ hasText: text }).first()
const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: new RegExp(`^${name}`) })
const tab = (page: Page, name: RegExp | string) => page.getByRole('tab', { name })

test('a sample event is the first thing to see, and an update shows what changed', async ({ launch }) => {
  const { page } = await launch()
  await page.getByRole('button', { name: 'Send a sample event' }).first().click()
  await row(page, 'Ottilie Brandvold').click()
  await tab(page, 'Payload').click()
  await expect(page.getByRole('tabpanel')).toContainText('raw_attributes')
  await tab(page, 'Signature').click()
  await expect(page.getByRole('tabpanel')).toContainText('genuine')
  await tab(page, 'Headers').click()
  await expect(page.getByRole('tabpanel')).toContainText('webhook-signature')

  await page.getByRole('combobox', { name: 'Choose a sample event' }).click()
  await page.getByRole('combobox', { name: 'Find a type' }).fill('user_updated')
  await page
    .getByRole('option', { name: /directory\.user_updated/ })
    .first()
    .click()
  await row(page, 'user_updated').click()
  await tab(page, /Changes/).click()
  await expect(page.getByRole('tabpanel')).toContainText('Staff Reliability Engineer')
  await expect(page.getByRole('tabpanel')).toContainText('Principal Reliability Engineer')
})

test('a delivery is unchecked until its secret is added, and then is an event', async ({ launch }) => {
  const { page, receiverUrl } = await launch()
  const event = userEvent()
  const answer = await post(`${receiverUrl}/api/webhook/user-access`, signed(event))
  expect(answer.status).toBe(202)
  await view(page, 'Unchecked').click()
  await row(page, '/api/webhook/user-access').click()
  await openSettings(page, 'Secrets')
  await page.getByRole('textbox', { name: 'Signing secret' }).fill(`  "${SECRET}" `)
  await page.getByRole('button', { name: /^Add/ }).click()
  await expect(page.getByRole('dialog')).toContainText('1 stored delivery')
  await expect(page.getByRole('dialog')).toContainText(SECRET.slice(-4))
  expect(await page.content()).not.toContain(SECRET)
  await page.keyboard.press('Escape')
  await view(page, 'All events').click()
  await expect(row(page, 'Ada Example')).toBeVisible()
})

test('a forged delivery is rejected, kept apart and explained', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const { headers } = signed(userEvent())
  expect((await post(`${receiverUrl}/hook`, { headers, body: '{"forged":true}' })).status).toBe(401)
  await view(page, 'Rejected').click()
  await row(page, '/hook').click()
  await expect(page.getByRole('tabpanel')).toContainText('Signature does not match')
  await view(page, 'All events').click()
  await expect(page.getByText('No events yet')).toBeVisible()
})

test('an event is replayed to a local app and the answer is shown', { tag: '@page' }, async ({ launch }) => {
  const received: string[] = []
  const target = createServer((request, response) => {
    request.resume().once('end', () => {
      received.push(
        `${request.method} ${request.url} ${String(request.headers['webhook-inspector-replay-of'])}`
      )
      response.writeHead(201, { 'x-handled-by': 'the app' }).end('{"message":"Webhook received"}')
    })
  })
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
  const { port } = target.address() as AddressInfo
  const { page, receiverUrl } = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const event = userEvent()
  await post(receiverUrl, signed(event))
  await row(page, 'Ada Example').click()
  await page.getByRole('button', { name: 'Replay options' }).click()
  await page.getByRole('combobox', { name: 'Target' }).fill(`http://localhost:${port}/api/webhook`)
  await page
    .getByRole('dialog', { name: 'Replay' })
    .getByRole('button', { name: /^Replay/ })
    .click()
  await expect.poll(() => received).toEqual([`POST /api/webhook ${event.id}`])
  await page.keyboard.press('Escape')
  await tab(page, /Replays/).click()
  await expect(page.getByRole('tabpanel')).toContainText('201')
  await expect(row(page, 'Ada Example')).toContainText('201')
  target.close()
})

test('a restart shows the same timeline', async ({ launch, createFolder }) => {
  const dataDir = createFolder()
  const first = await launch({ dataDir })
  for (const type of ['user.login', 'organization.created']) {
    await first.page.getByRole('combobox', { name: 'Choose a sample event' }).click()
    await first.page.getByRole('combobox', { name: 'Find a type' }).fill(type)
    await first.page
      .getByRole('option', { name: new RegExp(type.replace('.', String.raw`\.`)) })
      .first()
      .click()
  }
  await expect(rows(first.page)).toHaveCount(2)
  // The organisation's name came with the second event, and is put to the first one a moment later.
  await expect(rows(first.page).filter({ hasNotText: 'org_' })).toHaveCount(2)
  const before = await rows(first.page).allInnerTexts()
  expect(await first.close()).toBe(0)
  const second = await launch({ dataDir })
  await expect(rows(second.page)).toHaveCount(2)
  expect(await rows(second.page).allInnerTexts()).toEqual(before)
})

test('kill -9 amid arrivals loses no row that was acknowledged', async ({ launch, createFolder }) => {
  const dataDir = createFolder()
  const env = { SCALEKIT_WEBHOOK_SECRET: SECRET }
  const first = await launch({ dataDir, env, expectedProblems: /./ })
  const events = Array.from({ length: 8 }, () => userEvent())
  for (const event of events) expect((await post(first.receiverUrl, signed(event))).status).toBe(200)
  await first.kill()
  const second = await launch({ dataDir, env })
  await expect(rows(second.page)).toHaveCount(8)
})

test('stopping closes the receiver, and the page says so', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch()
  const truth = page.getByRole('region', { name: 'Listening' })
  await expect(truth).toContainText('This machine only')
  // The page has read all it needs of a running receiver: asked for later, its curl would rightly be refused.
  await expect(page.getByRole('button', { name: 'Copy, freshly signed' })).toBeVisible()
  await truth.getByRole('button', { name: 'Stop' }).click()
  await expect(truth).toContainText('Stopped')
  await expect(post(receiverUrl, signed(userEvent()))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test(
  'starting without an authtoken asks for one and can go on without',
  { tag: '@page' },
  async ({ launch }) => {
    const { page } = await launch()
    const truth = page.getByRole('region', { name: 'Listening' })
    await truth.getByRole('button', { name: 'Start listening' }).click()
    const dialog = page.getByRole('dialog', { name: 'Get a public URL' })
    await expect(dialog.getByLabel('ngrok authtoken')).toBeVisible()
    await dialog.getByRole('radio', { name: 'No tunnel' }).check()
    await dialog.getByRole('button', { name: 'Continue without a tunnel' }).click()
    await expect(dialog).toBeHidden()
    await expect(truth).toContainText('This machine only')
  }
)

test('listening through ngrok: a signed event enters at the public URL and becomes a row', async ({
  launch
}) => {
  const service = await startNgrokService({ authtokens: ['a-token'] })
  try {
    const { page } = await launch({
      env: {
        SCALEKIT_WEBHOOK_SECRET: SECRET,
        NGROK_AUTHTOKEN: 'a-token',
        NGROK_CONNECT_URL: service.connectUrl,
        NGROK_CONNECT_CAS: service.caFile
      }
    })
    const truth = page.getByRole('region', { name: 'Listening' })
    await truth.getByRole('button', { name: 'Start listening' }).click()
    await expect(truth.getByRole('status')).toHaveText('Listening')
    const shown = (await truth.locator('code').textContent()) ?? ''
    expect(shown).toBe(`${service.publicUrl()}/api/webhook/user-access`)
    expect((await post(shown, signed(userEvent()))).status).toBe(200)
    await row(page, 'Ada Example').click()
    await tab(page, 'Headers').click()
    await expect(page.getByRole('tabpanel')).toContainText('added on the way')

    await page.keyboard.press('i')
    const simulator = page.getByRole('dialog', { name: 'Simulator' })
    await simulator.getByRole('radio', { name: 'Public URL' }).check()
    await simulator.getByRole('button', { name: 'Send event' }).press('Enter')
    await expect(simulator.getByText('Accepted', { exact: true })).toBeVisible()
    await simulator.getByRole('list', { name: 'What it made' }).getByRole('button').press('Enter')
    await expect(simulator).toBeHidden()
    await tab(page, 'Headers').click()
    await expect(page.getByRole('tabpanel')).toContainText('added on the way')
    await truth.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => service.sessions()).toBe(0)
  } finally {
    await service.close()
  }
})

test('an authtoken can be pasted, and the public URL copied', async ({ launch }) => {
  const service = await startNgrokService({ authtokens: ['a-token'] })
  try {
    const { page } = await launch({
      env: { NGROK_CONNECT_URL: service.connectUrl, NGROK_CONNECT_CAS: service.caFile }
    })
    const truth = page.getByRole('region', { name: 'Listening' })
    await truth.getByRole('button', { name: 'Start listening' }).click()
    await page.getByLabel('ngrok authtoken').fill(' a-token ')
    await page.getByRole('button', { name: 'Save and start listening' }).click()
    await expect(truth.getByRole('status')).toHaveText('Listening')
    await truth.getByRole('button', { name: 'Copy URL' }).click()
    await expect(page.getByText('Copied the URL')).toBeVisible()
    await openSettings(page, 'Secrets')
    await expect(page.getByRole('dialog', { name: 'Secrets' })).toContainText('ngrok authtoken')
    expect(await page.content()).not.toContain('a-token')
  } finally {
    await service.close()
  }
})

test('a wrong authtoken is named with what to do, and never shown', { tag: '@page' }, async ({ launch }) => {
  const service = await startNgrokService({ authtokens: ['a-token'] })
  try {
    const { page } = await launch({
      env: {
        NGROK_AUTHTOKEN: 'wrong-token-1234567',
        NGROK_CONNECT_URL: service.connectUrl,
        NGROK_CONNECT_CAS: service.caFile
      }
    })
    const truth = page.getByRole('region', { name: 'Listening' })
    await truth.getByRole('button', { name: 'Start listening' }).click()
    await expect(truth).toContainText(/authtoken/i)
    await expect(truth.getByRole('button', { name: 'Try again' })).toBeVisible()
    expect(await page.content()).not.toContain('wrong-token-1234567')
  } finally {
    await service.close()
  }
})

test('the whole way by keyboard', async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  await post(receiverUrl, signed(userEvent({ id: 'evt_first' })))
  await post(receiverUrl, signed(userEvent({ id: 'evt_second' })))
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByText('evt_first').first()).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('nobody')
  await expect(rows(page)).toHaveCount(0)
  await page.keyboard.press('Escape') // clears the filter
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('Escape') // leaves it
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('rows that arrive while one reads wait behind a pill', { tag: '@page' }, async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  await Promise.all(Array.from({ length: 120 }, () => post(receiverUrl, signed(userEvent()))))
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', /12\d/)
  expect(await rows(page).count()).toBeLessThan(60)
  await timeline(page).hover()
  await page.mouse.wheel(0, 2_000)
  await post(receiverUrl, signed(userEvent({ id: 'evt_late', data: { id: 'u2', name: 'Late Arrival' } })))
  const pill = page.getByRole('button', { name: /1 new/ })
  await expect(pill).toBeVisible()
  await pill.click()
  await expect(row(page, 'Late Arrival')).toBeVisible()
})

test('a payload of 9 MB opens without freezing the page', async ({ launch }) => {
  const { page, receiverUrl } = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const members = Array.from({ length: 60_000 }, (_, index) => ({
    value: `diruser_${index}`,
    display: 'x'.repeat(110)
  }))
  await post(
    receiverUrl,
    signed(userEvent({ data: { id: 'dirgroup_1', display_name: 'Everyone', members } }))
  )
  await row(page, 'Everyone').click()
  await tab(page, 'Payload').click()
  await expect(page.getByRole('tabpanel')).toContainText(/MB/)
  await view(page, 'Rejected').click()
  await expect(page.getByText('Nothing was rejected')).toBeVisible()
})
