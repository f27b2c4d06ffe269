import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { describe, expect, test } from 'vitest'
import { guardContents, guardSession } from './guard.ts'
import { createIsOwnPage } from './trust.ts'

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]
type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
type Ask = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>

const home = 'app://inspector/'
const isOwnPage = createIsOwnPage(home)

describe('a guarded page', () => {
  const events = new EventEmitter()
  const opened: string[] = []
  let open: OpenHandler | undefined
  guardContents(
    {
      on: ((name: string, listener: () => void) => events.on(name, listener)) as unknown as WebContents['on'],
      setWindowOpenHandler: (handler) => void (open = handler)
    },
    isOwnPage,
    (url) => void opened.push(url)
  )
  const isPrevented = (name: string, url: string) => {
    let prevented = false
    events.emit(name, { url, preventDefault: () => (prevented = true) })
    return prevented
  }

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays on itself at %s', (name) => {
    expect(isPrevented(name, `${home}index.html#/events`)).toBe(false)
    for (const url of ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'about:blank']) {
      expect(isPrevented(name, url), url).toBe(true)
    }
  })

  test('holds no webview, not even of itself', () => {
    expect(isPrevented('will-attach-webview', home)).toBe(true)
  })

  test('opens no window and hands the link on', () => {
    for (const url of ['https://example.com/', home]) {
      expect(open?.({ url } as Parameters<OpenHandler>[0])).toEqual({ action: 'deny' })
    }
    expect(opened).toEqual(['https://example.com/', home])
  })
})

describe('a guarded session', () => {
  let check: Check | undefined
  let ask: Ask | undefined
  guardSession(
    {
      setPermissionCheckHandler: (handler) => void (check = handler ?? undefined),
      setPermissionRequestHandler: (handler) => void (ask = handler ?? undefined)
    },
    isOwnPage
  )
  const answers = (permission: string, url: string) => {
    let requested: boolean | undefined
    ask?.({} as WebContents, permission as Parameters<Ask>[1], (granted) => (requested = granted), {
      requestingUrl: url
    } as Parameters<Ask>[3])
    return [check?.(null, permission as Parameters<Check>[1], url, {} as Parameters<Check>[3]), requested]
  }

  test('lets the own page write to the clipboard', () => {
    expect(answers('clipboard-sanitized-write', home)).toEqual([true, true])
    expect(answers('clipboard-sanitized-write', 'https://example.com/')).toEqual([false, false])
  })

  test.each([
    'clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'media',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'notifications',
    'openExternal',
    'pointerLock',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'a permission of tomorrow'
  ])('denies %s', (permission) => {
    expect(answers(permission, home)).toEqual([false, false])
  })
})
