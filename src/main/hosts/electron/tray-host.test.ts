import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { findTray } from './tray-host.ts'

let folder: ReturnType<typeof createTempDir>
const usualPath = process.env['PATH']
beforeEach(() => {
  folder = createTempDir()
  process.env['PATH'] = folder.path
})
afterEach(() => {
  process.env['PATH'] = usualPath
  folder.remove()
})

const install = (program: string, script: string) => {
  writeFileSync(join(folder.path, program), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder.path, program), 0o755)
}
const isFound = async () => (await findTray('linux')).available

test.skipIf(process.platform === 'win32')(
  'Linux has a tray where the session bus knows who shows one',
  async () => {
    install('gdbus', `echo '(<true>,)'`)
    expect(await findTray('linux')).toEqual({ available: true, note: null })
    install('gdbus', `echo '(<false>,)'`)
    expect(await isFound()).toBe(false)
    install('gdbus', 'echo true; exit 1')
    expect(await isFound()).toBe(false)
  }
)

test.skipIf(process.platform === 'win32')('the next program is asked only where one is missing', async () => {
  install('busctl', `echo 'b true'`)
  expect(await isFound()).toBe(true)
  install('dbus-send', `echo '   variant       boolean false'`)
  expect(await isFound()).toBe(false)
})

test('where nobody can be asked there is no tray, and the reason says what follows', async () => {
  const { available, note } = await findTray('linux')
  expect(available).toBe(false)
  expect(note).toContain('closing the window ends the app')
})

test('macOS and Windows always have one', async () => {
  expect((await findTray('darwin')).available).toBe(true)
  expect((await findTray('win32')).available).toBe(true)
})
