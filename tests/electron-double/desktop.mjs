// The desktop around the app. Nothing reaches the real one: tests replace a function to see what it was asked.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.mjs'

export const shell = { async openExternal() {} }

/** The machine never sleeps; a test emits what it wants the app to hear. */
export const powerMonitor = new EventEmitter()

export const dialog = {
  showErrorBox(title, content) {
    console.error(`${title}\n${content}`) // as Electron does where no dialog can be shown
  }
}

export class Menu {
  static applicationMenu = null
  static buildFromTemplate(template) {
    return Object.assign(new Menu(), { items: template })
  }
  static setApplicationMenu(menu) {
    Menu.applicationMenu = menu
  }
  static getApplicationMenu() {
    return Menu.applicationMenu
  }
}

// A keyring that lasts as long as the user data folder.
function key() {
  const file = join(app.getPath('userData'), 'double.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}

export const safeStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  async isAsyncEncryptionAvailable() {
    await app.whenReady()
    return true
  },
  async encryptStringAsync(text) {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key(), nonce)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  },
  async decryptStringAsync(sealed) {
    const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(12, 28))
    const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
    return { result: text.toString('utf8'), shouldReEncrypt: false }
  }
}
