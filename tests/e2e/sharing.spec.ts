import { execFile, execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright/test'
import { Webhook } from 'standardwebhooks'
import { SECRET } from '../support/signed-request.ts'
import { expect } from './fixtures.ts'
import { deliver, openEventOf, replayTo, saved, test, type App, type Arrived } from './sending-app.ts'
import {
  bodiesOf,
  env,
  expectNoOverflow,
  filter,
  openNth,
  openSettings,
  pasted,
  rows,
  tab,
  tell
} from './story-app.ts'

/** Events to be used elsewhere: as code, and as a file without personal data. The same on every host. */

const share = (page: Page) => page.getByRole('dialog', { name: 'Share events' })
const preview = (page: Page) => share(page).getByRole('region', { name: 'Preview' })

const run = promisify(execFile)
/** What a copy needs beside a shell is not on every machine that runs these specs. */
const hasAll = (...commands: readonly string[]) =>
  commands.every((command) => {
    try {
      execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })

function expectGenuine({ headers, body }: Arrived): void {
  new Webhook(SECRET).verify(body, headers as Record<string, string>)
}

/** Opens an event whose last target is that app, and forgets what arrived there so far. */
async function openSent(page: Page, app: App): Promise<void> {
  await openEventOf(page, "Ada O'Example $HOME")
  await replayTo(page, app.url)
  await expect.poll(() => app.arrived.length).toBe(1)
  app.arrived.length = 0
}

/** Copies the event that is shown in a form, by key, and gives what was copied. */
async function copyAs(page: Page, name: RegExp): Promise<string> {
  await page.keyboard.press('Shift+Y')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.getByRole('menuitem', { name }).press('Enter')
  await expect(page.getByText(/^Copied as/)).toBeVisible()
  return pasted(page)
}

test('an event copied as curl is sent by a shell, signed', { tag: '@page' }, async ({ launch, serve }) => {
  test.skip(!hasAll('curl'), 'curl is not installed')
  const app = await launch({ env })
  const handler = await serve()
  await deliver(app, ["Ada O'Example $HOME"])
  await openSent(app.page, handler)
  const command = await copyAs(app.page, /^curl/)
  expect(command).not.toContain(SECRET)
  const { stdout } = await run('sh', ['-c', command])
  expect(stdout).toContain('200')
  const [arrived] = handler.arrived
  expectGenuine(arrived as Arrived)
  expect(arrived?.body).toContain("Ada O'Example $HOME")
})

test(
  'copied as a script it signs by itself, each time anew',
  { tag: '@page' },
  async ({ launch, serve, createFolder }) => {
    test.skip(!hasAll('curl', 'openssl', 'od'), 'curl, openssl or od is not installed')
    const app = await launch({ env })
    const handler = await serve()
    await deliver(app, ["Ada O'Example $HOME"])
    await openSent(app.page, handler)
    const script = await copyAs(app.page, /^Shell script/)
    expect(script).not.toContain(SECRET)
    const file = join(createFolder(), 'send.sh')
    await writeFile(file, script)
    const own = { ...process.env, SCALEKIT_WEBHOOK_SECRET: SECRET }
    await run('sh', [file], { env: own })
    const other = await serve()
    await run('sh', [file, other.url], { env: own })
    for (const { arrived } of [handler, other]) {
      expect(arrived).toHaveLength(1)
      expectGenuine(arrived[0] as Arrived)
    }
    const { SCALEKIT_WEBHOOK_SECRET: _, ...without } = own
    await expect(run('sh', [file], { env: without })).rejects.toThrow(/Set it to the signing secret/)
  }
)

test(
  'copied as fetch it runs under Node.js without a package',
  { tag: '@page' },
  async ({ launch, serve, createFolder }) => {
    const app = await launch({ env })
    const handler = await serve()
    await deliver(app, ["Ada O'Example $HOME"])
    await openSent(app.page, handler)
    const code = await copyAs(app.page, /^fetch for Node\.js/)
    expect(code).not.toContain(SECRET)
    const file = join(createFolder(), 'send.mjs')
    await writeFile(file, code)
    await run(process.execPath, [file], { env: { ...process.env, SCALEKIT_WEBHOOK_SECRET: SECRET } })
    expectGenuine(handler.arrived[0] as Arrived)
  }
)

/** What of a story must not be in a share: whatever names a person, a company or an id. */
function originalsOf(name: Parameters<typeof bodiesOf>[0]): readonly string[] {
  const text = JSON.stringify(bodiesOf(name))
  const ids = text.match(/\b(?:evt|diruser|org|dir|env|conn|dirgroup)_[A-Za-z0-9]+/g) ?? []
  const mails = text.match(/[\w.+-]+@[\w.-]+/g) ?? []
  return [...new Set([...ids.filter((id) => !id.startsWith('env_')), ...mails])]
}

test('a share is previewed, holds none of the originals, and is imported by a fresh app', async ({
  launch,
  createFolder
}) => {
  const first = await launch({ env })
  const { page } = first
  await tell(first, 'joinerOkta')
  const originals = [...originalsOf('joinerOkta'), 'Ottoline', 'Marchbanks', 'Juniper & Slate']
  expect(originals.length).toBeGreaterThan(10)
  await openNth(first, 1)
  await page.keyboard.press('e')
  await expect(share(page)).toContainText('Secrets, tokens, passwords and signatures are never in a share.')
  await share(page).getByRole('radio', { name: 'All events' }).check()
  await expect(preview(page).getByRole('table')).toContainText('ottoline.married@')
  await expect(preview(page)).toContainText(/\d+ values in the first 6 events/)
  await preview(page).getByRole('tab', { name: 'First event, before and after' }).click()
  const after = preview(page).getByRole('heading', { name: 'As it is shared' }).locator('..')
  await expect(after).toContainText('diruser_')
  await expect(after).not.toContainText('ottoline', { ignoreCase: true })
  await share(page)
    .getByRole('textbox', { name: 'Also replace what stands at' })
    .fill('data.raw_attributes.title')
  await page.keyboard.press('Enter')
  await expect(share(page).getByRole('list', { name: 'Paths that are replaced besides' })).toContainText(
    'title'
  )

  const file = await saved(page, () =>
    share(page).getByRole('button', { name: 'Save 6 events' }).press('Enter')
  )
  await expect(share(page)).toContainText('Saved 6 events')
  for (const original of [...originals, SECRET, 'Head of Kilns']) expect(file.text).not.toContain(original)
  const path = join(createFolder(), file.name)
  await writeFile(path, file.text)
  const secret = /whsec_[A-Za-z0-9+/=]+/.exec(file.text)?.[0] ?? ''
  expect(secret).not.toBe('')

  const second = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: secret } })
  const data = second.page.getByRole('dialog', { name: 'Data' })
  await openSettings(second.page, 'Data')
  await tab(second.page, 'Import').click()
  await data.locator('input[type=file]').setInputFiles(path)
  await data.getByRole('tabpanel').getByRole('button', { name: 'Import' }).click()
  await expect(data).toContainText('6 added, 0 known already, 0 lines refused.')
  await second.page.keyboard.press('Escape')
  await expect(rows(second.page)).toHaveCount(6)
  await openNth(second, 2)
  // Who it is stays the same throughout, so that what changed is still told.
  await expect(second.page.getByRole('tabpanel')).toContainText(
    /department changed from Site Reliability to Platform/
  )
  await tab(second.page, 'Signature').click()
  await expect(second.page.getByRole('tabpanel')).toContainText('genuine')
})

test(
  'as one HTML file it names nobody and runs nothing; what a switch leaves in is in it',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'joinerOkta', 'duplicate')
    await filter(page).fill('Ottoline')
    await expect(rows(page).filter({ hasText: 'Petra' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Share events' }).click()
    await share(page).getByRole('radio', { name: 'What the timeline lists' }).check()
    await share(page).getByRole('radio', { name: 'HTML page' }).check()
    await share(page).getByRole('checkbox', { name: 'Organisations' }).uncheck()
    await expect(preview(page).getByRole('table')).not.toContainText('Juniper')
    const file = await saved(page, () =>
      share(page)
        .getByRole('button', { name: /^Save \d+ events?$/ })
        .press('Enter')
    )
    expect(file.name).toMatch(/\.html$/)
    for (const original of [
      ...originalsOf('joinerOkta').filter((one) => !one.startsWith('org_')),
      'Ottoline'
    ]) {
      expect(file.text).not.toContain(original)
    }
    expect(file.text).not.toContain('Petra')
    expect(file.text).toContain('Juniper &amp; Slate')
    expect(file.text).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)[^"' ]+\.js/)
    for (const width of [800, 420]) {
      await page.setViewportSize({ width, height: 800 })
      await expectNoOverflow(page)
    }
  }
)
