import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { expect, test } from 'vitest'
import type { AnnouncementListener } from '../../rpc/announcer.ts'
import type { Settings } from '#shared/settings-models.ts'
import type { Reply } from '#shared/transport.ts'
import { serveIpc } from './ipc.ts'

type Handler = Parameters<IpcMain['handle']>[1]

const settings: Settings = {
  theme: 'dark',
  density: 'comfortable',
  contrast: 'system',
  masked: false,
  webhookPath: '/',
  replayTarget: null,
  ngrokDomain: null,
  wayIn: null,
  ownPublicUrl: null,
  scalekitEnvironmentUrl: null,
  scalekitClientId: null,
  trustedOrigins: [],
  savedFilters: [],
  recentFilters: [],
  skippedSteps: [],
  bodyLimit: 10_000_000,
  retention: { maxAgeDays: null, maxEvents: null, maxBytes: null, maxUnverified: 20_000 },
  notifications: { firstEvent: true, rejected: true, tunnelLost: true },
  closing: 'ask',
  startAtLogin: false
}

function setUp({ trusted = true } = {}) {
  const handlers = new Map<string, Handler>()
  const dispatched: unknown[][] = []
  const sent: unknown[][] = []
  const listeners = new Set<AnnouncementListener>()
  const page = { destroyed: false }
  const detach = serveIpc(
    { handle: (channel, handler) => void handlers.set(channel, handler) },
    { send: (...message) => void sent.push(message), isDestroyed: () => page.destroyed },
    () => trusted,
    (...call): Promise<Reply> => {
      dispatched.push(call)
      return Promise.resolve({ ok: true, value: call.length })
    },
    {
      attach: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      }
    }
  )
  return {
    invoke: (...input: unknown[]): unknown => handlers.get('rpc')?.({} as IpcMainInvokeEvent, ...input),
    announce: () => listeners.forEach((listener) => listener('settings.changed', settings)),
    channels: [...handlers.keys()],
    dispatched,
    sent,
    page,
    detach
  }
}

test('hands a command with its input to the dispatcher and its reply to the page', async () => {
  const { invoke, channels, dispatched } = setUp()
  await expect(invoke('app.info', { a: 1 })).resolves.toEqual({ ok: true, value: 2 })
  expect(channels).toEqual(['rpc'])
  expect(dispatched).toEqual([['app.info', { a: 1 }]])
})

test('dispatches nothing for an unknown sender', () => {
  const { invoke, dispatched } = setUp({ trusted: false })
  expect(() => invoke('app.info', {})).toThrow('unknown sender')
  expect(dispatched).toEqual([])
})

test('names the command as text, whatever the page sends', async () => {
  const { invoke, dispatched } = setUp()
  await invoke(['app.info'], {})
  await invoke(undefined, undefined)
  expect(dispatched).toEqual([
    ['app.info', {}],
    ['undefined', undefined]
  ])
})

test('sends announcements until the page is gone or the serving ends', () => {
  const { announce, sent, page, detach } = setUp()
  announce()
  expect(sent).toEqual([['announce', 'settings.changed', settings]])
  page.destroyed = true
  announce()
  page.destroyed = false
  detach()
  announce()
  expect(sent).toHaveLength(1)
})
