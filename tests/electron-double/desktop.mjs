// The desktop around the app. Nothing reaches the real one: tests replace a function to see what it was asked.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.mjs'

export const shell = {
  async openExternal() {},
  /** Electron answers with what went wrong, in words. */
  async openPath() {
    return ''
  }
}

/** Nobody sees them; a test replaces `shown`, or clicks by emitting `click`. */
export class Notification extends EventEmitter {
  static shown = []
  static isSupported() {
    return true
  }
  constructor({ title, body }) {
    super()
    Object.assign(this, { title, body })
  }
  show() {
    Notification.shown.push(this)
    this.emit('show')
  }
  close() {
    this.emit('close')
  }
}

/** The machine never sleeps; a test emits what it wants the app to hear. */
export const powerMonitor = new EventEmitter()

/** One display; a test puts others in its place. */
const area = { x: 0, y: 0, width: 1600, height: 1000 }
export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => [{ id: 1, bounds: area, workArea: area }]
})

let copied = ''
export const clipboard = {
  async writeText(text) {
    copied = text
  },
  readText: async () => copied
}

/** Tests look at what the tray was told. */
export class Tray extends EventEmitter {
  static all = []
  constructor(image) {
    super()
    this.image = image
    Tray.all.push(this)
  }
  setImage(image) {
    this.image = image
  }
  setTitle() {}
  setToolTip(text) {
    this.toolTip = text
  }
  setContextMenu(menu) {
    this.menu = menu
  }
}

const image = (bitmap) => ({
  crop: () => image(bitmap),
  resize: ({ width, height }) => image(Buffer.alloc(width * height * 4)),
  toBitmap: () => bitmap,
  setTemplateImage() {}
})
export const nativeImage = {
  createFromPath(path) {
    readFileSync(path) // one that is not there is an empty image in Electron, and a mistake of the app
    return image(Buffer.alloc(0))
  },
  createFromBitmap: image
}

export const dialog = {
  async showMessageBox() {
    return { response: 0, checkboxChecked: false }
  },
  showErrorBox(title, content) {
    console.error(`${title}\n${content}`) // as Electron does where no dialog can be shown
  }
}

export class MenuItem {
  constructor({ submenu, click, ...options }) {
    Object.assign(this, { enabled: true, visible: true, ...options })
    if (submenu) this.submenu = Menu.buildFromTemplate(submenu)
    this.click = () => click?.(this)
  }
}

export class Menu {
  static applicationMenu = null
  items = []
  static buildFromTemplate(template) {
    const menu = new Menu()
    for (const options of template) {
      if (!options.label && !options.role && options.type !== 'separator') {
        throw new Error('Invalid template for MenuItem: must have at least one of label, role or type')
      }
      menu.items.push(new MenuItem(options))
    }
    return menu
  }
  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
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
