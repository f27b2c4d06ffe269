import { createServer, request, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright/test'
import { startNgrokService } from '../support/ngrok-service/service.ts'
import { OTHER_SECRET, SECRET, post, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import { openSettings, rows } from './story-app.ts'

/** From an empty store to the first real event, and the proof of every link on the way, the same on every host. */

const guide = (page: Page) => page.getByRole('group', { name: 'First steps' })
const step = (page: Page, title: string) => guide(page).getByRole('button', { name: new RegExp(`^${title}`) })
const truth = (page: Page) => page.getByRole('region', { name: 'Listening' })
const chain = (page: Page) => page.getByRole('list', { name: 'The way of a delivery' })
const row = (page: Page, text: string) => rows(page).filter({ hasText: text }).first()

interface Loopback {
  readonly url: string
  close(): Promise<void>
}

async function serve(listener: RequestListener, port = 0): Promise<Loopback> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

/** What a reverse proxy of the user's own does. */
const startProxy = (receiverUrl: string, port?: number): Promise<Loopback> =>
  serve((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming
    const forwarded = request(receiverUrl + url, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.once('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  }, port)

test('without an account, the first sample is on screen in seconds and the guide stays', async ({
  launch
}) => {
  const startedAt = performance.now()
  const { page } = await launch()
  await expect(step(page, 'The receiver is up')).toContainText(/Receiver .* ms, disk .* ms/)
  await guide(page).getByRole('button', { name: 'Send a sample event' }).click()
  await expect(row(page, 'Ottilie Brandvold')).toBeVisible()
  const seconds = (performance.now() - startedAt) / 1_000
  console.log(`  start to first sample on screen, without an account: ${seconds.toFixed(1)} s`)

  await expect(guide(page)).toContainText('2 of 6 done')
  await expect(guide(page)).toContainText('choose its row to see what changed')
  await guide(page).getByRole('button', { name: 'Continue' }).click()
  await expect(step(page, 'Let Scalekit reach this machine')).toHaveAttribute('aria-expanded', 'true')
  await row(page, 'Ottilie Brandvold').click()
  await expect(page.getByRole('tabpanel')).toContainText('raw_attributes')
  await page.keyboard.press('g')
  await expect(guide(page)).toContainText('2 of 6 done')
})

test('with an authtoken in the environment, one click imports it and listens @page', async ({ launch }) => {
  const service = await startNgrokService({ authtokens: ['a-token-of-ngrok'] })
  try {
    const startedAt = performance.now()
    const { page } = await launch({
      env: {
        NGROK_AUTHTOKEN: 'a-token-of-ngrok',
        NGROK_CONNECT_URL: service.connectUrl,
        NGROK_CONNECT_CAS: service.caFile
      }
    })
    await step(page, 'Let Scalekit reach this machine').click()
    const found = guide(page).getByRole('list', { name: 'Authtokens on this machine' })
    await expect(found).toContainText('NGROK_AUTHTOKEN')
    // Offered once, by the one button that stands out.
    await expect(guide(page).getByText('NGROK_AUTHTOKEN')).toHaveCount(1)
    await expect(guide(page).getByRole('button', { name: 'Start listening' })).toHaveCount(0)
    await found.getByRole('button', { name: 'Import and start' }).click()
    await expect(truth(page).getByRole('status')).toHaveText('Listening')
    await expect(step(page, 'Let Scalekit reach this machine')).toContainText('Done')

    await step(page, 'Add the signing secret').click()
    await guide(page).getByRole('textbox', { name: 'Signing secret' }).fill(` export X='${SECRET}' `)
    await guide(page).getByRole('button', { name: 'Add secret' }).click()
    await expect(guide(page)).toContainText('The variable name before it was removed.')
    await guide(page).getByRole('button', { name: 'Continue' }).click()
    await expect(guide(page)).toContainText('Waiting for the first event')
    const url = `${service.publicUrl()}/api/webhook/user-access`
    expect((await post(url, signed(userEvent()))).status).toBe(200)
    await expect(row(page, 'Ada Example')).toBeVisible()
    const seconds = (performance.now() - startedAt) / 1_000
    console.log(`  start to first real event on screen, with an authtoken: ${seconds.toFixed(1)} s`)

    await expect(step(page, 'Receive the first event')).toContainText('Done')
    await expect(step(page, 'Give Scalekit the URL')).toContainText('A delivery has come to this receiver')
    await guide(page).getByRole('button', { name: 'Close the first steps' }).click()
    await expect(guide(page)).toBeHidden()
    expect(await page.content()).not.toContain('a-token-of-ngrok')
  } finally {
    await service.close()
  }
})

test(
  'every step can be skipped and found again, and the guide brought back',
  { tag: '@page' },
  async ({ launch, createFolder }) => {
    const dataDir = createFolder()
    const first = await launch({ dataDir })
    const { page } = first
    await expect(step(page, 'The receiver is up')).toContainText('disk')
    for (const title of ['See an event', 'Let Scalekit', 'Give Scalekit', 'Add the signing', 'Receive the']) {
      await expect(step(page, title)).toHaveAttribute('aria-expanded', 'true')
      await guide(page).getByRole('button', { name: 'Skip this step' }).press('Enter')
      await expect(step(page, title)).toContainText('Skipped')
      // The keyboard stays in the guide, on the step that follows where there is one.
      await expect(guide(page).locator('button:focus')).toHaveCount(1)
    }
    await expect(guide(page)).toContainText('Nothing left but what you skipped')
    await step(page, 'Add the signing secret').click()
    await guide(page).getByRole('button', { name: 'Take it up again' }).click()
    await expect(step(page, 'Add the signing secret')).toContainText('To do')

    await guide(page).getByRole('button', { name: 'Put away' }).click()
    await expect(guide(page)).toBeHidden()
    await first.close()

    const { page: later } = await launch({ dataDir })
    await expect(later.getByText('Events open here')).toBeVisible()
    await expect(guide(later)).toBeHidden()
    await later.keyboard.press('?')
    await later.getByRole('dialog').getByRole('button', { name: 'First steps' }).click()
    await expect(step(later, 'See an event')).toContainText('Skipped')
    await expect(step(later, 'Add the signing secret')).toContainText('To do')
  }
)

test(
  'a URL of one’s own is tested before it counts, and Test now names it when its proxy stops',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ expectedProblems: /status of 400/ })
    const proxy = await startProxy(receiverUrl)
    try {
      await step(page, 'Let Scalekit reach this machine').click()
      await guide(page).getByRole('radio', { name: 'My own URL' }).check()
      await expect(guide(page)).toContainText(receiverUrl)
      const field = guide(page).getByRole('textbox', { name: 'Public URL' })
      await field.fill('http://hooks.example.com')
      await guide(page).getByRole('button', { name: 'Use this URL' }).click()
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      await expect(guide(page)).toContainText('https')

      await field.fill(proxy.url)
      await guide(page).getByRole('button', { name: 'Use this URL' }).click()
      await expect(truth(page).getByRole('status')).toHaveText('Listening, this machine only')
      await expect(truth(page).locator('code')).toHaveText(`${proxy.url}/api/webhook/user-access`)
      // It works, and yet Scalekit cannot use it.
      await expect(guide(page)).toContainText('Only this machine can reach this address.')
      await expect(step(page, 'Let Scalekit reach this machine')).toContainText('To do')

      await page.getByRole('button', { name: 'Test now' }).click()
      const way = page.getByRole('dialog', { name: 'The way of a delivery' })
      await expect(way).toContainText('Works on this machine; no public URL.')
      await expect(way.getByRole('listitem').filter({ hasText: 'Public URL' })).toContainText(
        'Last went through'
      )
      await proxy.close()
      await way.getByRole('button', { name: 'Test now' }).click()
      await expect(way).toContainText('Broken at: Public URL.')
      await expect(way).toContainText('Start the tunnel or proxy')
      await expect(chain(page).getByRole('button', { name: /Public URL/ })).toContainText('Broken')
      await expect(step(page, 'The receiver is up')).toContainText('disk')

      const again = await startProxy(receiverUrl, Number(new URL(proxy.url).port))
      await way.getByRole('button', { name: 'Test now' }).click()
      await expect(way).toContainText('Works on this machine; no public URL.')
      await again.close()
    } finally {
      await proxy.close()
    }
  }
)

test('the choice is what Start listening takes next time', async ({ launch, createFolder }) => {
  const dataDir = createFolder()
  const first = await launch({ dataDir })
  const proxy = await startProxy(first.receiverUrl)
  await truth(first.page).getByRole('button', { name: 'Start listening' }).click()
  const dialog = first.page.getByRole('dialog', { name: 'Get a public URL' })
  await dialog.getByRole('radio', { name: 'My own URL' }).check()
  await dialog.getByRole('textbox', { name: 'Public URL' }).fill(`${proxy.url}/`)
  await dialog.getByRole('button', { name: 'Use this URL' }).click()
  await expect(truth(first.page).getByRole('status')).toHaveText('Listening, this machine only')
  await first.close()
  await proxy.close()

  const second = await launch({ dataDir })
  const port = Number(new URL(proxy.url).port)
  const anew = await startProxy(second.receiverUrl, port)
  await truth(second.page).getByRole('button', { name: 'Start listening' }).click()
  await expect(truth(second.page).getByRole('status')).toHaveText('Listening, this machine only')
  await expect(second.page.getByRole('dialog')).toHaveCount(0)
  await anew.close()
})

test(
  'a closed receiver is opened from the guide without a question',
  { tag: '@page' },
  async ({ launch }) => {
    const { page } = await launch()
    await expect(step(page, 'The receiver is up')).toContainText('disk')
    for (const title of ['Give Scalekit', 'Receive the', 'The receiver is up']) {
      await truth(page).getByRole('button', { name: 'Stop' }).click()
      await expect(truth(page).getByRole('status')).toHaveText('Stopped')
      if ((await step(page, title).getAttribute('aria-expanded')) === 'false') await step(page, title).click()
      await guide(page).getByRole('button', { name: 'Start listening' }).click()
      await expect(truth(page).getByRole('status')).toHaveText('This machine only')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    // Nothing was chosen by it.
    await expect(step(page, 'Let Scalekit reach this machine')).toContainText('To do')
    await truth(page).getByRole('button', { name: 'Stop' }).click()
    await page.setViewportSize({ width: 320, height: 700 })
    await expect(page.getByRole('button', { name: /^Path/ })).toContainText('stopped')
  }
)

test(
  'the path is edited in place, and a bad one is refused in a sentence',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch()
    await step(page, 'Give Scalekit the URL').click()
    await expect(guide(page)).toContainText(`${receiverUrl}/api/webhook/user-access`)
    await expect(guide(page)).toContainText('Developers → Webhooks')
    const path = guide(page).getByRole('textbox', { name: 'Path' })
    await path.fill('/with a space')
    await path.press('Enter')
    await expect(guide(page)).toContainText('%20 for a space')
    await path.fill('https://calm-otter.ngrok-free.app/hooks/scalekit?a=b')
    await expect(guide(page)).not.toContainText('sample app')
    await path.press('Enter')
    await expect(truth(page).locator('code')).toHaveText(`${receiverUrl}/hooks/scalekit`)
    await guide(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByText('Copied the URL')).toBeVisible()
  }
)

test(
  'after 30 seconds without an event, three causes and a self-test in place of a spinner',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
    await page.clock.install()
    await step(page, 'Receive the first event').click()
    await expect(guide(page)).toContainText('Waiting for the first event')
    await page.clock.fastForward(10_000)
    await expect(guide(page)).not.toContainText('most likely')
    await page.clock.fastForward(21_000)
    await expect(guide(page)).toContainText('Nothing has arrived for 30 seconds')
    await expect(guide(page)).toContainText('Scalekit cannot reach this machine.')
    await guide(page).getByRole('button', { name: 'Test now' }).click()
    await expect(guide(page)).toContainText('Works on this machine; no public URL.')

    await post(receiverUrl, signed(userEvent(), { secret: OTHER_SECRET }))
    await expect(guide(page)).toContainText('1 delivery did not fit the signing secret')
    await expect(guide(page)).not.toContainText('Nothing has arrived')
    await expect(guide(page).getByRole('button', { name: 'Show what was rejected' })).toBeVisible()
    await post(receiverUrl, signed(userEvent()))
    await expect(step(page, 'Receive the first event')).toContainText('Done')
  }
)

test('the whole guide by keyboard in a narrow window', { tag: '@page' }, async ({ launch }) => {
  const { page } = await launch()
  await page.setViewportSize({ width: 320, height: 700 })
  await expect(step(page, 'See an event')).toHaveAttribute('aria-expanded', 'true')
  await guide(page).getByRole('button', { name: 'Send a sample event' }).press('Enter')
  await expect(row(page, 'Ottilie Brandvold')).toBeVisible()
  await expect(guide(page)).toBeHidden()
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: /First steps/ })
    .press('Enter')
  await guide(page).getByRole('button', { name: 'Continue' }).press('Enter')
  await expect(step(page, 'Let Scalekit reach this machine')).toHaveAttribute('aria-expanded', 'true')
  await step(page, 'Let Scalekit reach this machine').focus()
  await page.keyboard.press('Tab')
  await expect(guide(page).getByRole('radio', { name: 'ngrok' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await guide(page).getByRole('button', { name: 'Continue without a tunnel' }).press('Enter')
  // The step is dealt with, and the keyboard is on the next one.
  await expect(step(page, 'Give Scalekit the URL')).toBeFocused()
  const isWider = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  expect(isWider).toBe(false)
  await page.getByRole('button', { name: 'Timeline' }).press('Enter')
  await page.getByRole('button', { name: /^Path/ }).press('Enter')
  await expect(page.getByRole('dialog', { name: 'The way of a delivery' })).toContainText('Receiver')
})

test(
  'a secret says how many deliveries it has verified, and lists them',
  { tag: '@page' },
  async ({ launch }) => {
    const { page, receiverUrl } = await launch()
    const add = async (value: string, label: string) => {
      await page.getByRole('textbox', { name: 'Signing secret' }).fill(value)
      await page.getByRole('textbox', { name: 'Label' }).fill(label)
      await page.getByRole('button', { name: 'Add secret' }).click()
      await expect(page.getByRole('dialog')).toContainText(`Added ${label}`)
    }
    await openSettings(page, 'Secrets')
    await add(SECRET, 'Old one')
    await add(OTHER_SECRET, 'New one')
    await expect(page.getByRole('dialog').getByText('Has verified nothing yet.')).toHaveCount(2)
    await post(receiverUrl, signed(userEvent({ id: 'evt_a' })))
    await post(receiverUrl, signed(userEvent({ id: 'evt_b' })))
    await post(receiverUrl, signed(userEvent({ id: 'evt_c' }), { secret: OTHER_SECRET }))

    const old = page.getByRole('listitem').filter({ hasText: 'Old one' })
    await expect(old).toContainText('Verified 2 deliveries')
    await expect(page.getByRole('listitem').filter({ hasText: 'New one' })).toContainText(
      'Verified 1 delivery'
    )
    await old.getByRole('button', { name: /Verified 2/ }).click()
    const listed = old.getByRole('listitem')
    await expect(listed).toHaveCount(2)
    await listed.first().getByRole('button').click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByText('evt_b').first()).toBeVisible()
  }
)

test(
  'API credentials are tested, and what is wrong with them is said',
  { tag: '@page' },
  async ({ launch }) => {
    const scalekit = await serve((incoming, outgoing) => {
      let body = ''
      incoming.on('data', (chunk) => (body += String(chunk)))
      incoming.on('end', () => {
        const text = `${body} ${incoming.headers.authorization ?? ''}`
        const basic = Buffer.from('skc_1:right-secret').toString('base64')
        const isRight = text.includes('right-secret') || text.includes(basic)
        outgoing.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' })
        outgoing.end(
          isRight
            ? '{"access_token":"token-never-shown","token_type":"Bearer","expires_in":60}'
            : '{"error":"invalid_client"}'
        )
      })
    })
    try {
      const { page } = await launch()
      await openSettings(page, 'Secrets')
      await page.getByRole('tab', { name: 'Scalekit API' }).click()
      const dialog = page.getByRole('dialog', { name: 'Scalekit API' })
      await dialog.getByRole('textbox', { name: 'Environment URL' }).fill(scalekit.url)
      await dialog.getByRole('textbox', { name: 'Client ID' }).fill(' skc_1 ')
      await dialog.getByRole('textbox', { name: 'Client secret' }).fill('wrong-secret')
      await dialog.getByRole('button', { name: 'Save and test' }).click()
      await expect(dialog.getByRole('alert')).toContainText(/client/i)
      await expect(dialog).toContainText('The one ending in cret is stored')

      await dialog.getByRole('textbox', { name: 'Client secret' }).fill('"right-secret"')
      await dialog.getByRole('button', { name: 'Save and test' }).click()
      await expect(dialog.getByRole('alert')).toContainText(new URL(scalekit.url).host)
      await expect(dialog.getByRole('alert')).toContainText('The quotes around it were removed.')
      expect(await page.content()).not.toMatch(/right-secret|token-never-shown/)
    } finally {
      await scalekit.close()
    }
  }
)
