import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright/test'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract.ts'
import type { Transport } from '#shared/transport.ts'
import { watchProcess } from './app-process.ts'
import { startNgrokService } from '../support/ngrok-service/service.ts'
import { expect, test } from './fixtures.ts'
import { desktopCommand, type Host } from './launch.ts'
import { descendants, isAlive } from './process-table.ts'

// What runs in the page is text: it belongs to another world, whose types the tests do not have.

async function request<K extends CommandName>(page: Page, command: K, input: CommandInput<K>) {
  const reply = await page.evaluate(
    ([name, value]) => (globalThis as unknown as { transport: Transport }).transport.request(name, value),
    [command as string, input as unknown] as const
  )
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value as CommandOutput<K>
}

test('the preload gives the page one key and nothing of Node', async ({ launch }) => {
  const { page } = await launch()
  const [added, leaked] = await page.evaluate<[string[], string[]]>(`(() => {
    const frame = document.body.appendChild(document.createElement('iframe'))
    const keys = Object.keys(frame.contentWindow)
    frame.remove()
    const added = Object.keys(window).filter((key) => !keys.includes(key))
    const names = ['require', 'module', 'exports', 'process', 'Buffer', 'global', 'electron', 'ipcRenderer']
    return [added, names.filter((name) => name in window)]
  })()`)
  expect(added).toEqual(['transport'])
  expect(leaked).toEqual([])
  const members = await page.evaluate<string[]>('Object.keys(window.transport)')
  expect(members).toEqual(['request', 'subscribe'])
})

test('commands and announcements cross between page and core', async ({ launch }) => {
  const { page, dataDir } = await launch()
  const info = await request(page, 'app.info', {})
  expect(info).toMatchObject({ host: 'electron', dataDir })

  await page.evaluate(`void (window.announced = new Promise((resolve) => {
    const stop = window.transport.subscribe((name, payload) => {
      if (name === 'settings.changed') resolve({ payload, returned: typeof stop() })
    }, () => {})
  }))`)
  const settings = await request(page, 'settings.set', { theme: 'dark' })
  // Ending a subscription gives back nothing: not even what it was registered with.
  expect(await page.evaluate('window.announced')).toEqual({ payload: settings, returned: 'undefined' })
})

test('the system follows the theme that the user chose', async ({ launch }) => {
  const { page, evaluate } = await launch()
  const isDark = `matchMedia('(prefers-color-scheme: dark)').matches`
  for (const theme of ['dark', 'light'] as const) {
    await request(page, 'settings.set', { theme })
    await expect.poll(() => evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe(theme)
    await expect.poll(() => page.evaluate(isDark)).toBe(theme === 'dark')
  }
})

test('the window stays on the app’s own page', async ({ launch }) => {
  const { page, evaluate } = await launch()
  const home = page.url()
  await evaluate(({ BrowserWindow }) => {
    const denied: string[] = []
    Object.assign(globalThis, { denied })
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => {
      if (event.defaultPrevented) denied.push(event.url)
    })
  })
  const denied = () => evaluate(() => (globalThis as unknown as { denied: string[] }).denied)

  await page.evaluate(`location.href = 'https://example.com/assigned'`)
  await expect.poll(denied).toEqual(['https://example.com/assigned'])
  await page.evaluate(`{
    const link = document.body.appendChild(document.createElement('a'))
    link.href = 'http://127.0.0.1:9/clicked'
    link.click()
  }`)
  await expect.poll(denied).toHaveLength(2)
  expect(page.url()).toBe(home)
  expect(await request(page, 'app.info', {})).toMatchObject({ host: 'electron' })
})

test('new windows are denied, and only https links reach the system’s browser', async ({ launch }) => {
  const { page, evaluate } = await launch()
  await evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const windows = await page.evaluate<unknown[]>(`[
    'http://127.0.0.1:9/', 'file:///etc/passwd', 'javascript:void 0', 'data:text/html,hello', location.href,
    'ssh://example.com', 'https://docs.scalekit.com/'
  ].map((url) => window.open(url))`)
  expect(windows).toEqual(windows.map(() => null))
  await page.evaluate(`{
    const link = document.body.appendChild(document.createElement('a'))
    link.href = 'https://docs.scalekit.com/link'
    link.target = '_blank'
    link.click()
  }`)
  await expect
    .poll(() => evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
    .toEqual(['https://docs.scalekit.com/', 'https://docs.scalekit.com/link'])
  expect(await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the page’s scheme serves the built page and nothing beside it', async ({ launch }) => {
  const { page } = await launch({ expectedProblems: /status of 404/ })
  const get = (path: string) =>
    page.evaluate(`fetch(location.origin + ${JSON.stringify(path)}).then(async (response) => ({
      status: response.status,
      text: await response.text()
    }))`)
  expect(await get('/index.html')).toMatchObject({ status: 200 })
  for (const path of [
    '/../main/index.js',
    '/%2e%2e/main/index.js',
    '/..%2fmain%2findex.js',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/..%5cmain%5cindex.js',
    '/%252e%252e%252fmain%252findex.js',
    '//etc/passwd',
    '/%2fetc%2fpasswd'
  ]) {
    expect(await get(path), path).toEqual({ status: 404, text: '' })
  }
})

test('the page’s content security policy is strict and in force', async ({ launch }) => {
  const { page } = await launch({ expectedProblems: /Content Security Policy/ })
  const policy = await page.evaluate<string>(
    `fetch('/').then((response) => response.headers.get('Content-Security-Policy'))`
  )
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
  expect(policy).not.toContain('unsafe')

  const blocked = await page.evaluate<string>(`new Promise((resolve) => {
    addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.head.append(script)
  })`)
  expect(blocked).toBe('script-src-elem')
  expect(await page.evaluate('window.injected')).toBeUndefined()
})

test('the page may write to the clipboard and asks for nothing else in vain', async ({ launch }) => {
  const { page } = await launch()
  const states = await page.evaluate(`Promise.all(
    ['clipboard-write', 'clipboard-read', 'geolocation', 'notifications'].map(async (name) =>
      (await navigator.permissions.query({ name })).state
    )
  )`)
  expect(states).toEqual(['granted', 'denied', 'denied', 'denied'])
})

test('a command from any other window is refused', async ({ launch }) => {
  const { page, evaluate } = await launch()
  const ask = (shownUrl: string) =>
    evaluate(
      async ({ BrowserWindow }, { preload, url }) => {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload } })
        await stranger.loadURL(url)
        const reply: unknown = await stranger.webContents.executeJavaScript(
          `window.transport.request('app.info', {})`
        )
        stranger.destroy()
        return reply
      },
      { preload: resolve('out/preload/index.cjs'), url: shownUrl }
    )
  for (const url of ['data:text/html,stranger', 'app://inspector/']) {
    expect(await ask(url), url).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  }
  expect(await request(page, 'app.info', {})).toMatchObject({ host: 'electron' })
})

test('the tunnel runs in a process of its own, which ends with the app', async ({ launch }) => {
  const service = await startNgrokService({ authtokens: ['authtoken'] })
  try {
    const app = await launch({
      env: {
        NGROK_AUTHTOKEN: 'authtoken',
        NGROK_CONNECT_URL: service.connectUrl,
        NGROK_CONNECT_CAS: service.caFile
      }
    })
    await request(app.page, 'listening.start', { tunnel: 'ngrok' })
    const tunnel = async () => (await request(app.page, 'listening.status', {})).tunnel
    await expect.poll(tunnel).toMatchObject({ state: 'online', publicUrl: service.publicUrl() })
    const response = await fetch(`${service.publicUrl()}/api/webhook`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(202)

    expect(await app.close()).toBe(0)
    await service.when(() => service.sessions() === 0)
  } finally {
    await service.close()
  }
})

test('doubts the tunnel when the machine wakes up, and ends in order even when it is frozen', async ({
  launch
}) => {
  test.skip(process.platform !== 'linux', 'reads the process table from /proc')
  const service = await startNgrokService({ authtokens: ['authtoken'] })
  try {
    const app = await launch({
      env: {
        NGROK_AUTHTOKEN: 'authtoken',
        NGROK_CONNECT_URL: service.connectUrl,
        NGROK_CONNECT_CAS: service.caFile
      }
    })
    await request(app.page, 'listening.start', { tunnel: 'ngrok' })
    const state = async () => (await request(app.page, 'listening.status', {})).tunnel.state
    await expect.poll(state).toBe('online')
    service.mute()
    await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
    // Sooner than the heartbeats, which take 25 s to prove the same.
    await expect.poll(state, { timeout: 20_000 }).toBe('reconnecting')

    const family = [app.pid, ...descendants(app.pid)]
    expect(await app.close()).toBe(0)
    await expect.poll(() => family.filter(isAlive)).toEqual([])
  } finally {
    await service.close()
  }
})

test('ends on SIGTERM with code 0 and leaves no process behind', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'reads the process table from /proc')
  const app = await launch()
  const family = [app.pid, ...descendants(app.pid)]
  expect(family.length).toBeGreaterThan(1)
  expect(await app.close()).toBe(0)
  await expect.poll(() => family.filter(isAlive)).toEqual([])
})

test('a second start on the same data folder hands over to the first', async ({ launch }) => {
  const first = await launch()
  await first.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.minimize()
    app.on('second-instance', () => Object.assign(globalThis, { isMinimized: window?.isMinimized() }))
  })
  const { command, args, env } = desktopCommand(desktopHost(), { dataDir: first.dataDir })
  const second = watchProcess(spawn(command, args, { env }))
  expect(await second.exited, second.log()).toBe(0)
  await expect
    .poll(() => first.evaluate(() => (globalThis as { isMinimized?: boolean }).isMinimized))
    .toBe(false)
  expect(await request(first.page, 'app.info', {})).toMatchObject({ dataDir: first.dataDir })
})

test('settings and sealed secrets survive a restart', async ({ launch, createFolder }) => {
  const dataDir = createFolder()
  const first = await launch({ dataDir })
  await request(first.page, 'settings.set', { theme: 'dark' })
  await request(first.page, 'secrets.add', {
    kind: 'signing',
    value: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
  })
  expect(await first.close()).toBe(0)

  const second = await launch({ dataDir })
  expect(await request(second.page, 'settings.get', {})).toMatchObject({ theme: 'dark' })
  const { rows } = await request(second.page, 'secrets.list', {})
  expect(rows).toContainEqual(expect.objectContaining({ kind: 'signing', lastFour: 'b7oD', usable: true }))
})

test('says in one sentence why it cannot start', async ({ createFolder }) => {
  test.skip(desktopHost() === 'electron', 'a real error box waits for a person')
  const file = join(createFolder(), 'file')
  writeFileSync(file, '')
  const cases = [
    { dataDir: join(file, 'data'), env: {}, sentence: 'cannot be created' },
    {
      dataDir: createFolder(),
      env: { WEBHOOK_INSPECTOR_RECEIVER_PORT: 'many' },
      sentence: 'WEBHOOK_INSPECTOR_RECEIVER_PORT takes a port number'
    }
  ]
  for (const { sentence, ...options } of cases) {
    const { command, args, env } = desktopCommand('desktop', options)
    const app = watchProcess(spawn(command, args, { env }))
    expect(await app.exited).toBe(1)
    expect(app.log()).toMatch(new RegExp(`could not start\n.*${sentence}`))
  }
})

function desktopHost(): Exclude<Host, 'browser'> {
  return test.info().project.name === 'electron' ? 'electron' : 'desktop'
}
