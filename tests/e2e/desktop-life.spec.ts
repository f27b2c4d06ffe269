import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract.ts'
import type { Transport } from '#shared/transport.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { watchProcess } from './app-process.ts'
import { expect, test } from './fixtures.ts'
import { desktopCommand, type Host, type Launched } from './launch.ts'

// What runs in the app or its page is text: it belongs to another world, whose types the tests do not have. After a
// crash the page is asked through the app, since Playwright has no use for a page that crashed once.

const host = () => test.info().project.name as Exclude<Host, 'browser'>
const env = { SCALEKIT_WEBHOOK_SECRET: SECRET }

async function request<K extends CommandName>(app: Launched, command: K, input: CommandInput<K>) {
  const reply = await app.page.evaluate(
    ([name, value]) => (globalThis as unknown as { transport: Transport }).transport.request(name, value),
    [command as string, input as unknown] as const
  )
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value as CommandOutput<K>
}

/** Sends an event to the app and returns its id. */
async function arrive({ receiverUrl }: Launched): Promise<string> {
  const event = userEvent()
  expect((await post(receiverUrl, signed(event))).status).toBe(200)
  return event.id
}

/** Starts the app a second time, as a link or a double click does. */
async function startAgain({ dataDir }: Pick<Launched, 'dataDir'>, ...more: string[]): Promise<void> {
  const { command, args, env: environment } = desktopCommand(host(), { dataDir })
  const second = watchProcess(spawn(command, [...args, ...more], { env: environment }))
  expect(await second.exited, second.log()).toBe(0)
}

/** A developer's app that takes a request and never answers. */
async function silentTarget() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: once(server, 'request'),
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}

/** A desktop of Linux whose bus says whether somebody shows the tray; the other systems always have one. */
function withTray(folder: string, isThere: boolean): Record<string, string> {
  if (process.platform !== 'linux') return {}
  const file = join(folder, 'gdbus')
  writeFileSync(file, `#!/bin/sh\necho '(<${isThere}>,)'\n`)
  chmodSync(file, 0o755)
  return { PATH: `${folder}${delimiter}${process.env['PATH']}` }
}

const isShown = ({ evaluate }: Launched) =>
  evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
const closeWindow = ({ evaluate }: Launched) =>
  evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

test('a link opens its event in the app that started hidden, and a bad one is refused in words', async ({
  launch,
  createFolder
}) => {
  const app = await launch({ env: { ...env, ...withTray(createFolder(), true) }, args: ['--hidden'] })
  expect(await isShown(app)).toBe(false)
  const first = await arrive(app)
  const second = await arrive(app)
  await startAgain(app, `webhook-inspector://event/${first}`)
  await expect(app.page).toHaveURL((url) => url.hash === `#/events/${first}`)
  await expect(app.page.getByRole('button', { name: 'Copy the event id' })).toHaveText(first)
  expect(await isShown(app)).toBe(true)

  await startAgain(app, 'webhook-inspector://event/evt_1?open=all')
  await expect(app.page.getByRole('heading', { name: 'A link was not opened' })).toBeVisible()
  await expect(app.page.getByText(/Links look like webhook-inspector:\/\/event\/evt_1/).first()).toBeVisible()
  await expect(app.page).toHaveURL((url) => url.hash === `#/events/${first}`)

  // As macOS reports one.
  await app.evaluate(
    ({ app: life }, link) => void life.emit('open-url', { preventDefault() {} }, link),
    `webhook-inspector://event/${second}`
  )
  await expect(app.page).toHaveURL((url) => url.hash === `#/events/${second}`)

  // What is gone is said to be gone.
  await request(app, 'events.delete', { ids: [first] })
  await startAgain(app, `webhook-inspector://event/${first}`)
  await expect(app.page.getByRole('heading', { name: 'This event cannot be shown' })).toBeVisible()
  await startAgain(app, `webhook-inspector://event/${second}`)
  await expect(app.page.getByRole('button', { name: 'Copy the event id' })).toHaveText(second)

  await app.page.keyboard.press('l')
  await expect(app.page.getByText('Copied the link')).toBeVisible()
  const copied = await app.page
    .evaluate(() => '')
    .then(() => app.evaluate(({ clipboard }) => clipboard.readText()))
  if (host() === 'electron') expect(copied).toBe(`webhook-inspector://event/${second}`)
})

test('a second start while the first is under way shows its window and opens the link', async ({
  launch,
  createFolder
}) => {
  test.skip(
    process.platform !== 'linux',
    'holds the first start up where it asks the bus of Linux for a tray'
  )
  const folder = createFolder()
  const [asked, go] = [join(folder, 'asked'), join(folder, 'go')]
  const waits = `#!/bin/sh\ntouch '${asked}'\nwhile [ ! -e '${go}' ]; do sleep 0.02; done\necho '(<true>,)'\n`
  writeFileSync(join(folder, 'gdbus'), waits, { mode: 0o755 })
  const dataDir = createFolder()
  const PATH = `${folder}${delimiter}${process.env['PATH']}`
  const starting = launch({ dataDir, env: { ...env, PATH }, args: ['--hidden'] })
  await expect.poll(() => existsSync(asked)).toBe(true)
  await startAgain({ dataDir }, 'webhook-inspector://event/evt_early')
  writeFileSync(go, '')
  const app = await starting
  await expect(app.page).toHaveURL((url) => url.hash === '#/events/evt_early')
  expect(await isShown(app)).toBe(true)
})

test('a restart finds the window where it was, and opens the link that it was given', async ({
  launch,
  createFolder
}) => {
  const dataDir = createFolder()
  const file = join(dataDir, 'window.json')
  const bounds = { x: 60, y: 40, width: 900, height: 640 }
  const placeOf = ({ evaluate }: Launched) =>
    evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())

  const first = await launch({ dataDir, env })
  const id = await arrive(first)
  await arrive(first)
  await first.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
    bounds
  )
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('"width":900')
  expect(await first.close()).toBe(0)

  const second = await launch({ dataDir, env, args: [`webhook-inspector://event/${id}`] })
  expect(await placeOf(second)).toEqual(bounds)
  await expect(second.page).toHaveURL((url) => url.hash === `#/events/${id}`)
  // Links are handed over once: a reload returns to what is open, whatever was opened by a link before.
  expect(await request(second, 'app.arrivals', {})).toEqual({ rows: [] })
  if (host() === 'desktop') {
    await second.evaluate(({ screen }) => {
      const area = { x: 0, y: 0, width: 800, height: 600 }
      screen.getAllDisplays = () => [{ id: 2, bounds: area, workArea: area }] as never
      screen.emit('display-removed', {}, {})
    })
    expect(await placeOf(second)).toEqual({ x: 0, y: 0, width: 800, height: 600 })
  }
})

test('closing the window ends the app where no tray shows, whatever was chosen', async ({
  launch,
  createFolder
}) => {
  test.skip(process.platform !== 'linux', 'only Linux may lack a tray')
  const app = await launch({ env: withTray(createFolder(), false) })
  await request(app, 'settings.set', { closing: 'tray' })
  await app.page.getByRole('button', { name: 'Settings' }).click()
  await app.page.getByRole('tab', { name: 'Desktop app' }).click()
  await expect(
    app.page.getByText('This desktop shows no tray, so closing the window ends the app.')
  ).toBeVisible()
  await closeWindow(app)
  expect(await app.exited).toBe(0)
})

test('a closed window goes on listening in the tray once the user chose so', async ({
  launch,
  createFolder
}) => {
  const app = await launch({ env: { ...env, ...withTray(createFolder(), true) } })
  await app.evaluate(({ dialog }) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (...given: unknown[]) => {
      asked.push(given.at(-1))
      // Cancelled the first time.
      return Promise.resolve({ response: asked.length === 1 ? 2 : 0, checkboxChecked: false })
    }
  })
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: { message: string }[] }).asked)
  await closeWindow(app)
  await expect.poll(async () => (await asked()).length).toBe(1)
  expect(await isShown(app)).toBe(true)
  expect(await request(app, 'settings.get', {})).toMatchObject({ closing: 'ask' })

  await closeWindow(app)
  await expect.poll(() => isShown(app)).toBe(false)
  expect(await request(app, 'settings.get', {})).toMatchObject({ closing: 'tray' })
  expect((await asked()).at(-1)).toMatchObject({ message: 'Go on listening after the window is closed?' })
  await arrive(app)
  await arrive(app)
  // A window manager decides about the focus, and a desktop about the badge.
  const badge = () => app.evaluate(({ app: life }) => life.getBadgeCount())
  if (host() === 'desktop') await expect.poll(badge).toBe(2)

  await startAgain(app)
  await expect.poll(() => isShown(app)).toBe(true)
  if (host() === 'desktop') await expect.poll(badge).toBe(0)
  await closeWindow(app)
  await expect.poll(() => isShown(app)).toBe(false)
  expect(await asked()).toHaveLength(2)

  // A start at login that finds the app running leaves it where it is; the dock's click does not.
  await startAgain(app, '--hidden')
  expect(await isShown(app)).toBe(false)
  await app.evaluate(({ app: life }) => void life.emit('activate', {}, false))
  expect(await isShown(app)).toBe(true)

  await app.page.getByRole('button', { name: 'Settings' }).click()
  await app.page.getByRole('tab', { name: 'Desktop app' }).click()
  await expect(app.page.getByText('Only an installed app can start at login.')).toBeVisible()
  await expect(app.page.getByRole('checkbox', { name: 'Start when I log in' })).toBeDisabled()
  await app.page.getByRole('radio', { name: 'Quit' }).click()
  await expect.poll(async () => (await request(app, 'settings.get', {})).closing).toBe('quit')
  await closeWindow(app)
  expect(await app.exited).toBe(0)
})

test('the tray says what the app does, and does it', async ({ launch }) => {
  test.skip(host() === 'electron', 'Electron tells nobody what is in a tray')
  const app = await launch({ env })
  type Item = { id: string; label: string; visible?: boolean; enabled?: boolean; click?: () => void }
  type Trays = { Tray: { all: { toolTip: string; menu: { items: Item[] }; emit(name: string): void }[] } }
  const items = () =>
    app.evaluate((electron) =>
      Object.fromEntries(
        (electron as unknown as Trays).Tray.all[0]!.menu.items.map(({ id, label, visible, enabled }) => [
          id,
          visible === false || enabled === false ? `(${label})` : label
        ])
      )
    )
  const click = (id: string) =>
    app.evaluate((electron, wanted) => {
      const [tray] = (electron as unknown as Trays).Tray.all
      tray!.menu.items.find((item) => item.id === wanted)!.click!()
    }, id)
  expect(await items()).toMatchObject({ state: '(Listening on this computer only)', stop: 'Stop listening' })
  await click('copy')
  const { copyUrl } = await request(app, 'listening.status', {})
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(copyUrl)

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
  await arrive(app)
  await expect.poll(items).toMatchObject({ unseen: '1 new event' })
  await click('unseen')
  await expect.poll(items).toMatchObject({ unseen: '(0 new events)' })

  await click('pause')
  await expect(app.page.getByRole('button', { name: 'Go on', exact: true })).toBeVisible()
  await click('pause')

  await click('stop')
  await expect
    .poll(items)
    .toMatchObject({ state: '(Not listening)', copy: '(Copy the public URL)', stop: '(Stop listening)' })
  await click('start')
  await expect.poll(items).toMatchObject({ state: '(Listening on this computer only)' })

  // Work that would go on for long does not hold the end up.
  const target = await silentTarget()
  const { rows } = await request(app, 'events.list', {})
  await request(app, 'replays.start', {
    eventIds: rows.map(({ id }) => id),
    target: target.url,
    mode: 'resign',
    deliveryId: 'same',
    typeNames: 'asSent'
  })
  await target.asked
  await click('quit')
  expect(await app.exited).toBe(0)
  target.close()
})

test('a page that hangs or crashes comes back without what it had just opened, and offers it', async ({
  launch
}) => {
  const app = await launch({ env, expectedProblems: /crash/i })
  const id = await arrive(app)
  await app.page.getByRole('row').filter({ hasText: 'user' }).first().click()
  await expect(app.page).toHaveURL((url) => url.hash.includes(id))
  await app.evaluate(({ dialog }) => {
    const now = Date.now()
    Date.now = () => now // so that all that follows happens within a minute
    const asked: { message: string }[] = []
    Object.assign(globalThis, { asked, answer: 0 })
    dialog.showMessageBox = (...given: unknown[]) => {
      asked.push(given.at(-1) as never)
      const { answer } = globalThis as unknown as { answer: number }
      return Promise.resolve({ response: answer, checkboxChecked: false })
    }
  })
  const inPage = (code: string) =>
    app.evaluate(
      ({ BrowserWindow }, script) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript(script)
          .catch(() => null),
      code
    ) as Promise<unknown>
  const text = async () => String(await inPage('document.body.innerText'))
  const hang = (answer: number) =>
    app.evaluate(({ BrowserWindow }, chosen) => {
      Object.assign(globalThis, { answer: chosen })
      BrowserWindow.getAllWindows()[0]?.emit('unresponsive')
    }, answer)
  const crash = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    )
  const comesBack = async () => {
    await expect.poll(text, { timeout: 20_000 }).toContain('What was open may be why, so it was left closed.')
    expect(await inPage('location.hash')).not.toContain(id)
    expect(await text()).toContain('1 event')
  }

  await hang(0)
  expect(await request(app, 'app.info', {})).toMatchObject({ host: 'electron' })
  await hang(1)
  await comesBack()
  const open = `[...document.querySelectorAll('button')].find((button) => button.textContent === 'Open it').click()`
  for (let round = 1; round <= 2; round++) {
    await inPage(open)
    await expect.poll(() => inPage('location.hash')).toContain(id)
    await crash()
    await comesBack()
  }
  // The third crash within a minute is told instead of mended; "Quit" is the answer here.
  await crash()
  expect(await app.exited).toBe(0)
  expect(app.log()).toContain('recovery: "stop"')
})
