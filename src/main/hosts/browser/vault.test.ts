import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFileVault } from './vault.ts'

let dataDir: string
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'vault test '))))
afterEach(() => rmSync(dataDir, { recursive: true }))
const keyFile = () => join(dataDir, 'vault.key')

test('opens what it sealed, after a restart as well', async () => {
  const sealed = await createFileVault(dataDir).seal('whsec_ÄÖ')
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('whsec_')
  expect(await createFileVault(dataDir).open(sealed)).toBe('whsec_ÄÖ')
})

test('never seals the same text to the same bytes', async () => {
  const vault = createFileVault(dataDir)
  expect(await vault.seal('same')).not.toEqual(await vault.seal('same'))
})

test.skipIf(process.platform === 'win32')('keeps its key where only the owner can read it', async () => {
  await createFileVault(dataDir).seal('text')
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
})

test('agrees on one key when several first seals run at once', async () => {
  const vaults = Array.from({ length: 8 }, () => createFileVault(dataDir))
  const sealed = await Promise.all(vaults.map((vault, index) => vault.seal(`text ${index}`)))
  const opened = await Promise.all(sealed.map((bytes) => createFileVault(dataDir).open(bytes)))
  expect(opened).toEqual(vaults.map((_, index) => `text ${index}`))
  expect(readdirSync(dataDir)).toEqual(['vault.key'])
})

test('refuses what another key sealed, and what was altered', async () => {
  const vault = createFileVault(dataDir)
  const sealed = Buffer.from(await vault.seal('text'))
  const altered = Buffer.from(sealed)
  altered[altered.length - 1]! ^= 1
  await expect(vault.open(altered)).rejects.toThrow('sealed with another key')
  await expect(vault.open(sealed.subarray(0, 20))).rejects.toThrow('sealed with another key')
  rmSync(keyFile())
  await vault.seal('makes a new key')
  await expect(vault.open(sealed)).rejects.toThrow('sealed with another key')
})

test('says so when its key is gone or damaged, and does not replace it', async () => {
  const vault = createFileVault(dataDir)
  const sealed = await vault.seal('text')
  copyFileSync(keyFile(), join(dataDir, 'kept'))
  rmSync(keyFile())
  await expect(vault.open(sealed)).rejects.toThrow('vault.key is gone')
  writeFileSync(keyFile(), 'short')
  await expect(vault.open(sealed)).rejects.toThrow('vault.key is damaged')
  await expect(vault.seal('text')).rejects.toThrow('vault.key is damaged')
  copyFileSync(join(dataDir, 'kept'), keyFile())
  chmodSync(keyFile(), 0o600)
  expect(await vault.open(sealed)).toBe('text')
})

test('tells the user where the key is', async () => {
  const { secure, note } = await createFileVault(dataDir).describe()
  expect(secure).toBe(false)
  expect(note).toContain(keyFile())
})
