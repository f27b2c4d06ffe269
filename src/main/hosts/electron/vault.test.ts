import { expect, test } from 'vitest'
import { createKeychainVault } from './vault.ts'

interface Keychain {
  readonly available?: boolean
  readonly platform?: NodeJS.Platform
  readonly backend?: 'basic_text' | 'gnome_libsecret' | 'kwallet6' | 'unknown'
}

function createVault({ available = true, platform = 'linux', backend = 'gnome_libsecret' }: Keychain) {
  return createKeychainVault(
    {
      isAsyncEncryptionAvailable: () => Promise.resolve(available),
      getSelectedStorageBackend: () => backend,
      encryptStringAsync: (text) => Promise.resolve(Buffer.from(`sealed ${text}`)),
      decryptStringAsync: (sealed) => {
        const [, result] = /^sealed (.*)$/.exec(sealed.toString()) ?? []
        return result === undefined
          ? Promise.reject(new Error('Error while decrypting the ciphertext'))
          : Promise.resolve({ result, shouldReEncrypt: false })
      }
    },
    platform
  )
}

test.each([
  ['darwin', 'unknown', 'macOS Keychain'],
  ['win32', 'unknown', 'Windows data protection'],
  ['linux', 'gnome_libsecret', 'GNOME keyring'],
  ['linux', 'kwallet6', 'KWallet']
] as const)('names the keychain of %s (%s)', async (platform, backend, kind) => {
  expect(await createVault({ platform, backend }).describe()).toEqual({ kind, secure: true, note: null })
})

test('says that a Linux without a keyring keeps secrets readable, and what to do', async () => {
  const { secure, note } = await createVault({ backend: 'basic_text' }).describe()
  expect(secure).toBe(false)
  expect(note).toContain('Install and unlock')
})

test('refuses to seal without a keychain, in the words it describes itself with', async () => {
  const vault = createVault({ available: false })
  const { secure, note } = await vault.describe()
  expect(secure).toBe(false)
  await expect(vault.seal('whsec_abc')).rejects.toMatchObject({ code: 'unavailable', message: note })
})

test('opens what it sealed, and rejects what it cannot open', async () => {
  const vault = createVault({})
  const sealed = await vault.seal('whsec_abc')
  expect(await vault.open(new Uint8Array(sealed))).toBe('whsec_abc')
  await expect(vault.open(new Uint8Array())).rejects.toThrow('decrypting')
})
