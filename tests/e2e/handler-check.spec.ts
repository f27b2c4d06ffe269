import type { Page } from 'playwright/test'
import {
  answering,
  verifyingRaw,
  verifyingRawWithSdk,
  verifyingRestringified
} from '../support/check-handlers.ts'
import { SECRET } from '../support/signed-request.ts'
import { expect } from './fixtures.ts'
import { chooseTarget, pressFirst, saved, test } from './sending-app.ts'
import { env, expectNoOverflow } from './story-app.ts'

/** A developer's handler, checked with one button, the same on every host. */

const checks = (page: Page) => page.getByRole('dialog', { name: 'Handler check' })
const button = (page: Page, name: RegExp | string) => checks(page).getByRole('button', { name })
/** The line of a probe, which opens to what it found. */
const probe = (page: Page, name: string) =>
  checks(page).getByRole('region').getByRole('listitem').filter({ hasText: name }).first()
const outcomes = (page: Page, word: string) => checks(page).getByText(word, { exact: true })

async function check(page: Page, url: string): Promise<void> {
  await pressFirst(page, 'v')
  await chooseTarget(checks(page), url)
  await button(page, 'Check the handler').press('Enter')
}

for (const [name, handle] of [
  ['standardwebhooks', verifyingRaw()],
  ["Scalekit's SDK", verifyingRawWithSdk]
] as const) {
  test(
    `a handler that verifies the bytes with ${name} passes everything`,
    { tag: '@page' },
    async ({ launch, serve }) => {
      const { page } = await launch({ env })
      const handler = await serve(handle)
      await pressFirst(page, 'v')
      await expect(checks(page)).toContainText('Your handler will really process what it accepts.')
      await chooseTarget(checks(page), handler.url)
      expect(handler.arrived).toEqual([])
      await button(page, 'Check the handler').press('Enter')
      await expect(checks(page).getByText(/^All \d+ passed\.$/)).toBeVisible({ timeout: 40_000 })
      await expect(outcomes(page, 'fail')).toHaveCount(0)
      await expect(outcomes(page, 'warn')).toHaveCount(0)
    }
  )
}

test('one that verifies the re-stringified body fails one probe, which says so and how to mend it', async ({
  launch,
  serve
}) => {
  const { page } = await launch({ env })
  const handler = await serve(verifyingRestringified)
  await check(page, handler.url)
  await expect(checks(page).getByText(/^The handler does not hold yet: 1 failed, \d+ passed\.$/)).toBeVisible(
    {
      timeout: 40_000
    }
  )
  await expect(outcomes(page, 'fail')).toHaveCount(1)
  const failed = probe(page, 'JSON that parsing does not preserve')
  await expect(failed).toContainText('It verifies the re-stringified body, not the bytes that came')
  await failed.getByRole('button').first().press('Enter')
  await expect(failed).toContainText('What follows')
  await expect(failed).toContainText('sends it again')
  await failed.getByRole('radio', { name: 'Express' }).check()
  await expect(failed.getByRole('button', { name: 'Copy the code' }).first()).toBeVisible()
  await failed
    .getByRole('button', { name: /Escapes that JSON allows/ })
    .first()
    .press('Enter')
  await expect(failed).toContainText('webhook-signature')
  await expect(checks(page)).not.toContainText(SECRET)

  for (const [format, ending] of [
    ['Markdown', '.md'],
    ['HTML, one file', '.html'],
    ['JSON', '.json']
  ] as const) {
    const report = await saved(page, async () => {
      await button(page, 'Save the report').press('Enter')
      await page.getByRole('menuitem', { name: format, exact: true }).press('Enter')
    })
    expect(report.name).toContain(ending)
    expect(report.text).toContain('It verifies the re-stringified body')
    expect(report.text).not.toContain(SECRET)
    expect(report.text).not.toMatch(/v1,[A-Za-z0-9+/]{43}=/)
  }

  handler.become(verifyingRawWithSdk)
  await button(page, 'Only what failed').press('Enter')
  await expect(checks(page).getByText('All 2 passed.', { exact: true })).toBeVisible({ timeout: 40_000 })
  await page.setViewportSize({ width: 420, height: 800 })
  await expectNoOverflow(page)
})

test(
  'one that is not there and one that redirects are told why nothing else was found out',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page } = await launch({ env })
    const gone = await serve()
    gone.die()
    await pressFirst(page, 'v')
    await checks(page).getByRole('combobox', { name: 'Target' }).fill(gone.url)
    await expect(checks(page)).toContainText('Nothing listens')
    await button(page, 'Check the handler').press('Enter')
    await expect(checks(page).getByText(/^The handler does not accept a valid delivery/)).toBeVisible()
    await expect(checks(page)).toContainText(/Nothing listens on 127\.0\.0\.1:\d+/)

    const redirecting = await serve(answering(307, { location: '/login?token=abc' }))
    await button(page, 'Change what is checked').press('Enter')
    await chooseTarget(checks(page), redirecting.url)
    await button(page, 'Check the handler').press('Enter')
    await expect(checks(page)).toContainText('It redirects: 307 to /login')
  }
)

test(
  'what follows the question mark of a redirect stays out of what was found',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page } = await launch({ env })
    const redirecting = await serve(answering(307, { location: '/login?token=abc' }))
    await check(page, redirecting.url)
    await expect(checks(page)).toContainText('It redirects: 307 to /login')
    await expect(checks(page)).not.toContainText('token=abc')
  }
)

test('one that dies half-way is left alone from then on', { tag: '@page' }, async ({ launch, serve }) => {
  const { page } = await launch({ env })
  const handler = await serve()
  handler.become(
    verifyingRaw((_request, body, response) => {
      if (body.includes('unknown_type')) handler.die()
      else response.end()
    })
  )
  await check(page, handler.url)
  const died = probe(page, 'Unknown event type tolerated')
  await expect(died).toContainText('It has not answered since', { timeout: 40_000 })
  await expect(checks(page)).toContainText('because the handler gives no answer any more')
})

test(
  'a check goes on when its dialog is closed, is seen from the status line, and can be stopped',
  { tag: '@page' },
  async ({ launch, serve }) => {
    const { page } = await launch({ env })
    // It keeps the first delivery waiting until the check gives up on it.
    const handler = await serve(() => undefined)
    await check(page, handler.url)
    await expect.poll(() => handler.arrived.length).toBe(1)
    await page.keyboard.press('Escape')
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: /^Checking the handler, 0 of \d+/ })
      .press('Enter')
    await button(page, 'Stop').press('Enter')
    await expect(checks(page).getByText(/^Stopped/)).toBeVisible()
    expect(handler.arrived).toHaveLength(1)
  }
)
