// Takes the pictures of the docs: the built app in a real browser, with two days of deliveries in it. A name takes that
// picture alone, --to another folder.
import './require-node.mjs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startHandler, verifyingRestringified, verifyingRaw } from '../tests/support/check-handlers.ts'
import { post, signed } from '../tests/support/signed-request.ts'
import { buildIfStale } from './build-if-stale.mjs'
import { openScreenshotApp } from './screenshot-app.mjs'
import { RARELY_DRAWN } from './screenshot-events.ts'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const { values, positionals } = parseArgs({ allowPositionals: true, options: { to: { type: 'string' } } })

if (!buildIfStale()) process.exit(1)
const app = await openScreenshotApp(root, values.to ?? join(root, 'docs/screenshots'))
const { page, call, take } = app

const answers = [200, 200, 200, 200, 422, 200, 200, 503, 200, 200]
let answered = 0
const handler = await startHandler(
  verifyingRaw((_request, _body, response) => {
    const status = answers[answered++ % answers.length] ?? 200
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: status === 200 }))
  })
)
const wrongHandler = await startHandler(verifyingRestringified)

const filterBox = () => page.getByRole('combobox', { name: 'Filter', exact: true })
const filter = async (/** @type {string} */ query) => {
  await filterBox().fill(query)
  await filterBox().press('Enter')
}
const row = (/** @type {string | RegExp} */ text) => page.getByRole('row').filter({ hasText: text }).first()
/** Selects what a filter finds first, and shows it among all others. */
const open = async (/** @type {string} */ query, /** @type {RegExp} */ text) => {
  await filter(query)
  // The filter is in force once its sentence is there and its rows are.
  await page.getByText(/^Events of type /).waitFor()
  await page.waitForLoadState('networkidle')
  await row(text).click()
  await filter('')
  await page.waitForLoadState('networkidle')
  await showSelected()
}
/** Only rows that can be seen are there. */
const showSelected = async () => {
  const selected = page.locator('[role="row"][aria-selected="true"]').first()
  await page.getByRole('treegrid').first().hover()
  for (let times = 0; times < 60 && !(await selected.isVisible()); times++) await page.mouse.wheel(0, 250)
  await selected.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  // The keyboard is in the filter box still.
  await selected.click()
}
const tab = (/** @type {string | RegExp} */ name) => page.getByRole('tab', { name }).first().click()
const dialog = () => page.getByRole('dialog').first()
const back = async () => {
  await page.keyboard.press('Escape')
  await page.locator('[data-dialog]').waitFor({ state: 'detached' })
}
const view = (/** @type {RegExp} */ name) => page.getByRole('button', { name }).first().click()

const replay = async (/** @type {object} */ input) => {
  const { replayId: id } = await call('replays.start', { target: handler.url, ...input })
  let state = 'running'
  while (state === 'running') ({ state } = await call('replays.get', { id }))
}

/** What happens today, for real: events that are forwarded, replays, stars and notes, an endpoint without a secret. */
async function liveADay() {
  const idsOf = async (/** @type {string} */ query, limit = 40) =>
    (await call('events.list', { query, limit })).rows.map((/** @type {{ id: string }} */ { id }) => id)
  await replay({ eventIds: await idsOf('', 40), concurrency: 4 })
  await replay({ query: 'type:*user_updated after:6h' })
  await replay({ eventIds: await idsOf('type:*user_updated Marchbanks', 1) })
  await call('events.star', { ids: await idsOf('Marchbanks', 2), starred: true })
  const [noted] = await idsOf('type:*user_updated', 1)
  await call('events.note', {
    id: noted,
    text: 'Asked support why the role came late. Answer expected Monday.'
  })
  await call('endpoints.set', { id: 'ep_1', forwardTargets: [handler.url] })
  const types = ['user.login', 'organization.directory.user_updated', 'user.signup', 'user.login']
  for (const [index, type] of types.entries()) {
    const { events } = await call('simulator.make', { type, count: 20, seed: 40 + index })
    const { body } = events.find((/** @type {{ body: string }} */ one) => !RARELY_DRAWN.test(one.body))
    await post(app.receiverUrl, signed(body))
  }
  await call('settings.set', { replayTarget: handler.url })
}

/** Each picture begins and ends with nothing open. @type {Record<string, () => Promise<void>>} */
const pictures = {
  async changes() {
    await open('type:*user_updated Marchbanks', /Marchbanks/)
    await take('changes')
  },
  async dark() {
    await take('dark', { dark: true })
  },
  async payload() {
    await tab(/^Payload/)
    await take('payload', { dark: true })
  },
  async mapping() {
    await tab('Mapping')
    await take('mapping')
  },
  async signature() {
    await tab('Signature')
    await take('signature')
  },
  async deliveries() {
    await tab(/^Deliveries/)
    await open('type:*user_updated Marchbanks', /Marchbanks.*×2/s)
    await take('deliveries')
  },
  async 'event-replays'() {
    await tab(/^Replays/)
    await take('event-replays', { dark: true })
    await tab('Changes')
  },
  async history() {
    await page.keyboard.press('h')
    await take('history')
    await back()
  },
  async narrow() {
    await take('narrow', { width: 420, height: 860 })
    await take('medium', { width: 900, height: 860 })
    await page.setViewportSize({ width: 420, height: 860 })
    await page.getByRole('button', { name: 'Timeline' }).click()
    await take('narrow-list', { width: 420, height: 860 })
    await page.setViewportSize({ width: 1440, height: 900 })
  },
  async contrast() {
    await take('contrast', { contrast: true })
    await take('contrast-dark', { contrast: true, dark: true })
  },
  async compact() {
    await call('settings.set', { density: 'compact' })
    await take('compact', { dark: true })
    await call('settings.set', { density: 'comfortable' })
  },
  async filter() {
    await filterBox().fill('type:organization.directory.* -is:starred org:')
    await page.getByRole('listbox').waitFor()
    await take('filter')
    await filter('')
    await back()
  },
  async facets() {
    await filter('type:organization.directory.* after:3h')
    await take('facets')
    await filter('')
  },
  async many() {
    await page.getByRole('row').nth(3).click()
    for (let times = 0; times < 6; times++) await page.keyboard.press('Shift+ArrowDown')
    await take('many')
    await back()
  },
  async masked() {
    await page.keyboard.press('Shift+M')
    await take('masked')
    await page.keyboard.press('Shift+M')
  },
  async replays() {
    await page.keyboard.press('a')
    await page.getByRole('navigation', { name: 'Replays' }).getByRole('button').nth(2).click()
    await page.getByRole('grid', { name: 'Attempts' }).getByText('OK 200').first().waitFor()
    await take('replays')
    await back()
  },
  async editor() {
    await open('type:*user_updated Marchbanks', /Marchbanks/)
    await page.keyboard.press('Shift+R')
    await dialog()
      .locator('.cm-line')
      .filter({ hasText: '"department"' })
      .first()
      .getByText('Platform')
      .dblclick()
    await page.keyboard.type('Security')
    await take('editor')
    await back()
  },
  async share() {
    await page.keyboard.press('e')
    await page.getByRole('tab', { name: 'What is replaced' }).waitFor()
    await take('share')
    await back()
  },
  async 'handler-check'() {
    await page.keyboard.press('v')
    const checks = page.getByRole('dialog', { name: 'Handler check' })
    await checks.getByRole('combobox').first().fill(wrongHandler.url)
    await checks.getByRole('button', { name: 'Check the handler' }).click()
    await checks.getByText('The handler does not hold yet').waitFor()
    await checks.getByRole('button', { name: 'JSON that parsing does not preserve' }).first().click()
    await take('handler-check')
    await back()
  },
  async simulator() {
    await page.keyboard.press('i')
    await dialog().waitFor()
    await page.getByRole('tab', { name: 'Stories' }).click()
    await take('simulator')
    await back()
  },
  async palette() {
    await page.keyboard.press('Control+k')
    await take('palette', { dark: true })
    await back()
  },
  async 'cheat-sheet'() {
    await page.keyboard.press('?')
    await dialog().waitFor()
    await take('cheat-sheet')
    await back()
  },
  async settings() {
    await page.keyboard.press('Control+,')
    await page.getByRole('dialog').waitFor()
    await tab('Endpoints')
    await take('settings-endpoints')
    await tab('Storage')
    await take('settings-storage', { dark: true })
    await tab('Appearance')
    await take('settings-appearance')
    await back()
  },
  async rejected() {
    await view(/^Rejected/)
    await row(/./).click()
    await page.getByRole('tabpanel').waitFor()
    await take('rejected')
    await page.getByRole('row').nth(3).click()
    await take('rejected-other', { dark: true })
  }
}

try {
  await page.getByRole('button', { name: 'Send a sample event' }).first().waitFor()
  if (positionals.length === 0 || positionals.includes('first-steps')) await take('first-steps')
  await app.fill()
  await page.getByRole('row').nth(10).waitFor()
  await liveADay()
  for (const [name, picture] of Object.entries(pictures)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    try {
      await picture()
    } catch (error) {
      console.error(`${name}: ${String(error)}`)
      process.exitCode = 1
      await page.screenshot({ path: join(values.to ?? root, `failed-${name}.png`) })
      await page.reload()
    }
  }
} finally {
  handler.close()
  wrongHandler.close()
  await app.close()
}
