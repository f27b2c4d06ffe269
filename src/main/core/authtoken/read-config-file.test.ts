import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { readConfigFile } from './read-config-file.ts'

const TOKEN = '2abcDEFghiJKLmno_3pqrSTUvwxYZ0123'
let dir: ReturnType<typeof createTempDir>
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())
const file = () => join(dir.path, 'ngrok.yml')

it.each([
  ['version 2', `version: "2"\nauthtoken: ${TOKEN}\n`],
  ['version 2 without quotes', `version: 2\nauthtoken: ${TOKEN}`],
  ['an old agent, which has no version', `authtoken: ${TOKEN}\n`],
  ['version 3', `version: "3"\nagent:\n    authtoken: ${TOKEN}\n`],
  ['version 3 with other things', `version: 3\nagent:\n  region: eu\n  authtoken: ${TOKEN}\nendpoints: []\n`],
  ['version 3, left by an agent that went on', `version: 3\nauthtoken: ${TOKEN}\nagent: {}\n`],
  ['version 3 with both', `version: 3\nauthtoken: other\nagent: { authtoken: ${TOKEN} }\n`],
  ['version 2 with both', `version: 2\nauthtoken: ${TOKEN}\nagent: { authtoken: other }\n`],
  ['double quotes', `authtoken: "${TOKEN}"`],
  ['single quotes', `authtoken: '${TOKEN}' # mine`],
  ['comments', `# authtoken: no\n\nauthtoken: ${TOKEN} # authtoken: no\n#authtoken: no\n`],
  ['Windows line ends', `version: "3"\r\nagent:\r\n  authtoken: ${TOKEN}\r\n`],
  ['a byte order mark', `\uFEFFauthtoken: ${TOKEN}\n`],
  ['a folded text', `authtoken: >-\n  ${TOKEN}\n`],
  ['tags that only its agent knows', `authtoken: ${TOKEN}\ntunnels: !mine { a: 1 }\n`],
  ['a second document, which its agent does not read', `authtoken: ${TOKEN}\n---\nauthtoken: no\n`],
  ['tunnels with tokens of their own', `tunnels:\n  a: { authtoken: no }\nauthtoken: ${TOKEN}\n`]
])('reads the authtoken of a file with %s', async (_what, text) => {
  writeFileSync(file(), text)
  expect(await readConfigFile(file())).toBe(TOKEN)
})

it('reads what PowerShell has written, and digits as they are', async () => {
  writeFileSync(file(), Buffer.from('\uFEFFauthtoken: 00123456789012345678901234\r\n', 'utf16le'))
  expect(await readConfigFile(file())).toBe('00123456789012345678901234')
})

it.each([
  ['nothing', ''],
  ['comments only', '# authtoken: no\n'],
  ['no authtoken', 'version: 3\nagent: {}\n'],
  ['an empty authtoken', 'authtoken:\nversion: 2\n'],
  ['an authtoken of white space', 'authtoken: "  "\n'],
  ['a list for an authtoken', 'authtoken: [a, b]\n'],
  ['a list', '- authtoken\n- agent\n'],
  ['a word', 'authtoken'],
  ['a word for an agent', 'version: 3\nagent: authtoken\n'],
  ['an authtoken of a tunnel', 'tunnels:\n  a:\n    authtoken: no\n']
])('finds none in a file with %s', async (_what, text) => {
  writeFileSync(file(), text)
  expect(await readConfigFile(file())).toBeNull()
})

it('finds none where there is no file, or a file where a folder should be', async () => {
  expect(await readConfigFile(file())).toBeNull()
  writeFileSync(file(), 'authtoken: a')
  expect(await readConfigFile(join(file(), 'ngrok.yml'))).toBeNull()
})

it.each([
  ['that is no YAML', `authtoken: "${TOKEN}\n`],
  ['with two authtokens', `authtoken: ${TOKEN}\nauthtoken: ${TOKEN}2\n`],
  ['with tabs', `agent:\n\tauthtoken: ${TOKEN}\n`]
])('refuses a file %s, quoting nothing of it', async (_what, text) => {
  writeFileSync(file(), text)
  const refusal: unknown = await readConfigFile(file()).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'unavailable', message: expect.stringContaining('not valid YAML') })
  expect(String(refusal)).toContain(file())
  expect(String(refusal)).not.toContain(TOKEN)
  expect((refusal as Error).cause).toBeUndefined()
})

it('refuses a folder, a file that is far too large, and a loop of links', async () => {
  mkdirSync(file())
  await expect(readConfigFile(file())).rejects.toThrow('is not a file that ngrok writes')
  const large = join(dir.path, 'large')
  writeFileSync(large, `authtoken: ${TOKEN}\n#${'x'.repeat(1_000_000)}`)
  await expect(readConfigFile(large)).rejects.toThrow('is not a file that ngrok writes')
  const loop = join(dir.path, 'loop')
  symlinkSync(loop, loop)
  await expect(readConfigFile(loop)).rejects.toThrow('cannot be read (ELOOP)')
})

it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
  execFileSync('mkfifo', [file()])
  await expect(readConfigFile(file())).rejects.toThrow('is not a file that ngrok writes')
})

it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('says why it cannot read', async () => {
  writeFileSync(file(), `authtoken: ${TOKEN}`)
  chmodSync(file(), 0)
  await expect(readConfigFile(file())).rejects.toThrow('cannot be read (EACCES)')
})
