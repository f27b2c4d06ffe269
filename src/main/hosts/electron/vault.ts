import type { SafeStorage } from 'electron'
import { AppError } from '#shared/errors.ts'
import type { Vault } from '../../core/ports.ts'

const kinds: Readonly<Record<string, string>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows data protection',
  gnome_libsecret: 'GNOME keyring',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet'
}

const noKeychain =
  'This computer offers no place to keep secrets. Unlock or install a keychain, then start the app again.'
const plainText =
  'No keyring was found, so secrets are stored in a form that any program of yours can read. ' +
  'Install and unlock GNOME Keyring or KWallet, start the app again and add them anew.'

/** Seals with the operating system's keychain. */
export function createKeychainVault(
  safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >,
  platform: NodeJS.Platform,
  /** When Electron is ready: before that nobody can tell what there is. */
  ready: Promise<unknown> = Promise.resolve()
): Vault {
  return {
    async describe() {
      await ready
      if (!(await safeStorage.isAsyncEncryptionAvailable())) {
        return { kind: 'none', secure: false, note: noKeychain }
      }
      const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform
      if (backend === 'basic_text') return { kind: 'plain text', secure: false, note: plainText }
      return { kind: kinds[backend] ?? backend, secure: true, note: null }
    },
    async seal(text) {
      await ready
      if (!(await safeStorage.isAsyncEncryptionAvailable())) throw new AppError('unavailable', noKeychain)
      return safeStorage.encryptStringAsync(text)
    },
    async open(sealed) {
      await ready
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
      return result
    }
  }
}
