import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoginItemSettings, Settings } from 'electron'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { createLoginItem, type LoginItemParts } from './login-item.ts'

let folder: ReturnType<typeof createTempDir>
beforeEach(() => {
  folder = createTempDir()
})
afterEach(() => folder.remove())

interface Rig {
  readonly asked: Settings[]
  readonly item: ReturnType<typeof createLoginItem>
}
function createRig(
  parts: Partial<LoginItemParts>,
  { isPackaged = true, obeys = true, wasOpened = false } = {}
): Rig {
  const asked: Settings[] = []
  const item = createLoginItem({
    app: {
      isPackaged,
      getName: () => 'Webhook Inspector',
      setLoginItemSettings: (settings) => void asked.push(settings),
      getLoginItemSettings: () =>
        ({
          openAtLogin: obeys && asked.at(-1)?.openAtLogin === true,
          wasOpenedAtLogin: wasOpened
        }) as LoginItemSettings
    },
    platform: 'linux',
    env: {},
    home: folder.path,
    program: '/opt/Webhook Inspector/app',
    ...parts
  })
  return { asked, item }
}
const file = () => join(folder.path, '.config/autostart/webhook-inspector.desktop')

test('on Linux an autostart file says that the app starts hidden', () => {
  const { item } = createRig({})
  expect(item.isOn()).toBe(false)
  item.set(true)
  expect(item.isOn()).toBe(true)
  const lines = readFileSync(file(), 'utf8').split('\n')
  expect(lines).toContain('Exec="/opt/Webhook Inspector/app" --hidden')
  item.set(false)
  item.set(false)
  expect(item.isOn()).toBe(false)
})

test('an AppImage is started by its own file, with what a desktop entry would misread escaped', () => {
  const { item } = createRig({ env: { APPIMAGE: '/home/a "b"/100% $x.AppImage' } })
  item.set(true)
  expect(readFileSync(file(), 'utf8')).toContain(
    String.raw`Exec="/home/a \\"b\\"/100%% \\$x.AppImage" --hidden`
  )
})

test('an entry that the desktop switched off counts as off', () => {
  const { item } = createRig({})
  item.set(true)
  const text = readFileSync(file(), 'utf8')
  writeFileSync(file(), text.replace('enabled=true', 'enabled=false'))
  expect(item.isOn()).toBe(false)
  writeFileSync(file(), `${text}Hidden=true\n`)
  expect(item.isOn()).toBe(false)
})

test('a file that cannot be written is said', () => {
  mkdirSync(file(), { recursive: true })
  expect(() => createRig({}).item.set(true)).toThrow(/webhook-inspector\.desktop cannot be changed/)
})

test('Windows and macOS are asked, and a refusal is said', () => {
  const windows = createRig({ platform: 'win32' })
  windows.item.set(true)
  expect(windows.asked).toEqual([{ openAtLogin: true, args: ['--hidden'] }])
  const mac = createRig({ platform: 'darwin' })
  mac.item.set(true)
  expect(mac.asked).toEqual([{ openAtLogin: true }])
  expect(() => createRig({ platform: 'darwin' }, { obeys: false }).item.set(true)).toThrow(/Login Items/)
})

test('a start at login is known by its flag, on macOS by what the system says', () => {
  expect(createRig({}).item.startedApp(['app', '--hidden'])).toBe(true)
  expect(createRig({}).item.startedApp(['app'])).toBe(false)
  expect(createRig({ platform: 'darwin' }, { wasOpened: true }).item.startedApp(['app'])).toBe(true)
})

test('what runs from source says why it cannot', () => {
  const { item, asked } = createRig({}, { isPackaged: false })
  expect(item.ability).toMatchObject({
    available: false,
    note: expect.stringContaining('installed app') as string
  })
  item.set(true)
  expect(item.isOn()).toBe(false)
  expect(asked).toEqual([])
})
