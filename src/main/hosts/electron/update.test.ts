import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { NodeHttpExecutor } from 'builder-util/out/nodeHttpExecutor.js'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import { NsisUpdater } from 'electron-updater/out/NsisUpdater.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { configure, startUpdates } from './update.ts'

let dir: ReturnType<typeof createTempDir>
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())

const createLog = () => {
  const lines: string[] = []
  const say = (level: string) => (message: string, details?: { readonly error?: unknown }) => {
    const error = details?.error
    lines.push([level, message, error instanceof Error && error.message].filter(Boolean).join(' '))
  }
  return { lines, info: say('info'), warn: say('warn'), error: say('error') }
}

describe('which releases update themselves', () => {
  const start = async (platform: NodeJS.Platform, feed: string | null, isPackaged = true) => {
    if (feed !== null) writeFileSync(join(dir.path, 'app-update.yml'), feed)
    let loaded = 0
    const log = createLog()
    const load = () => {
      loaded++
      return Promise.reject(new Error('not needed here'))
    }
    const updates = await startUpdates({ platform, isPackaged, resourcesPath: dir.path, log, load })
    return { ...updates, loaded, lines: log.lines }
  }
  const feed = 'provider: generic\nurl: https://updates.example/app\n'
  const signed = `${feed}publisherName:\n  - Example GmbH\n`

  test('none unless it was built with a feed', async () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      expect(await start(platform, null)).toEqual({ state: 'off', loaded: 0, lines: [] })
    }
  })

  test('none from its sources', async () => {
    expect(await start('win32', signed, false)).toMatchObject({ state: 'off', loaded: 0 })
  })

  test.each([
    ['win32', signed],
    ['win32', `${feed}publisherName: Example GmbH\n`],
    ['darwin', feed]
  ] as const)('one for %s whose installers are checked', async (platform, text) => {
    expect(await start(platform, text)).toMatchObject({ state: 'on', loaded: 1 })
  })

  test.each([
    ['win32', feed, 'does not say whose signature'],
    ['win32', `${feed}publisherName: []\n`, 'does not say whose signature'],
    ['win32', `${feed}publisherName: " "\n`, 'does not say whose signature'],
    ['linux', signed, 'carry no signature'],
    ['darwin', 'provider: generic\nurl: http://updates.example/app\n', 'no https address'],
    ['darwin', 'provider: generic\n', 'no https address'],
    ['darwin', 'provider: github\nowner: someone\n', 'not of the kind'],
    ['darwin', '{{', 'not of the kind'],
    ['darwin', '', 'not of the kind']
  ] as const)('none for %s with %j', async (platform, text, reason) => {
    const { state, loaded, lines } = await start(platform, text)
    expect([state, loaded]).toEqual(['refused', 0])
    expect(lines).toEqual([expect.stringContaining(reason)])
  })
})

/** The updater that Windows gets, under plain Node; what needs Windows itself is the look at the signature. */
describe('looking at a feed', () => {
  const installer = Buffer.from('MZ an installer')
  const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64')
  const feedOf = (version: string, hash: string) => `version: ${version}
files:
  - url: setup.exe
    sha512: ${hash}
    size: ${installer.length}
path: setup.exe
sha512: ${hash}
releaseDate: '2026-11-01T00:00:00.000Z'
`

  async function look(feed: string | null, signature: string | null = null) {
    const asked: string[] = []
    const server = createServer(({ url = '' }, response) => {
      // Called after the system that the test runs on.
      const path = url.replace(/^\/latest.*\.yml\?.*/, '/latest.yml')
      asked.push(path)
      const found = path === '/setup.exe' ? installer : path === '/latest.yml' && feed
      response.writeHead(found ? 200 : 404).end(found || '')
    })
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const appUpdateConfigPath = join(dir.path, 'app-update.yml')
    writeFileSync(
      appUpdateConfigPath,
      `provider: generic\nurl: http://127.0.0.1:${port}\npublisherName: Example GmbH\nupdaterCacheDirName: cache\n`
    )
    const baseCachePath = join(dir.path, 'caches')
    mkdirSync(baseCachePath)
    const updater = new NsisUpdater(null, {
      version: '1.0.0',
      name: 'Webhook Inspector',
      isPackaged: true,
      appUpdateConfigPath,
      userDataPath: dir.path,
      baseCachePath,
      whenReady: () => Promise.resolve(),
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: () => undefined
    })
    // Electron's own requests need Electron; how they are put together does not.
    const { download } = ElectronHttpExecutor.prototype
    Object.assign(updater, { httpExecutor: Object.assign(new NodeHttpExecutor(), { download }) })
    const checked: string[][] = []
    updater.verifyUpdateCodeSignature = (publishers) => {
      checked.push(publishers)
      return Promise.resolve(signature)
    }
    // No earlier installer is there to take the unchanged parts from.
    updater.disableDifferentialDownload = true
    const log = createLog()
    await configure(updater, log)()
    await new Promise((done) => void server.close(done))
    const pending = join(baseCachePath, 'cache/pending')
    const downloaded = existsSync(pending) ? readdirSync(pending).filter((name) => name.endsWith('.exe')) : []
    return { asked, checked, downloaded, lines: log.lines }
  }

  test('finds the same or an older version and fetches nothing', async () => {
    for (const version of ['1.0.0', '0.9.0']) {
      const { asked, lines, downloaded } = await look(feedOf(version, sha512(installer)))
      expect(asked, version).toEqual(['/latest.yml'])
      expect([lines, downloaded]).toEqual([[], []])
      dir.remove()
      dir = createTempDir()
    }
  })

  test('fetches a newer one, checks whose it is and keeps it for the end of the app', async () => {
    const { asked, checked, downloaded, lines } = await look(feedOf('1.1.0', sha512(installer)))
    expect(asked).toEqual(['/latest.yml', '/setup.exe'])
    expect(checked).toEqual([['Example GmbH']])
    expect(downloaded).toEqual(['setup.exe'])
    expect(lines).toEqual(['info Version 1.1.0 is there and will be installed when the app ends.'])
  })

  test('throws away one that somebody else has signed', async () => {
    const { downloaded, lines } = await look(feedOf('1.1.0', sha512(installer)), 'signed by Mallory')
    expect(downloaded).toEqual([])
    expect(lines).toEqual([expect.stringMatching(/^warn Looking for an update failed .*not signed by/)])
  })

  test('throws away one that is not what the feed says', async () => {
    const { checked, downloaded, lines } = await look(feedOf('1.1.0', sha512(Buffer.from('another'))))
    expect([checked, downloaded]).toEqual([[], []])
    expect(lines).toEqual([expect.stringMatching(/^warn .*sha512 checksum mismatch/)])
  })

  test.each([null, 'nonsense', '{{', 'version: newest\n'])('survives the feed %j', async (feed) => {
    const { downloaded, lines } = await look(feed)
    expect(downloaded).toEqual([])
    expect(lines).toEqual([expect.stringMatching(/^warn Looking for an update failed/)])
  })
})
