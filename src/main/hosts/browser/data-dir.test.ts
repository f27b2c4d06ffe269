import { expect, test } from 'vitest'
import { defaultDataDir } from './data-dir.ts'

test.each<[NodeJS.Platform, Record<string, string>, string, string]>([
  ['linux', {}, '/home/me', '/home/me/.local/share/webhook-inspector'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/me', '/data/webhook-inspector'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/me', '/home/me/.local/share/webhook-inspector'],
  ['freebsd', { XDG_DATA_HOME: '' }, '/home/me', '/home/me/.local/share/webhook-inspector'],
  ['darwin', {}, '/Users/me', '/Users/me/Library/Application Support/webhook-inspector'],
  ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Users\\me', 'C:\\Local\\webhook-inspector'],
  ['win32', {}, 'C:\\Users\\me', 'C:\\Users\\me\\AppData\\Local\\webhook-inspector']
])('on %s with %j is in the usual place', (platform, env, home, expected) => {
  expect(defaultDataDir(platform, env, home)).toBe(expected)
})
