// What the page saves. The dialog is answered as by a user who takes what it proposes.
import { EventEmitter } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

class DownloadItem extends EventEmitter {
  #name
  #url
  #path = ''
  isCancelled = false

  constructor(name, url) {
    super()
    this.#name = name
    this.#url = url
  }
  getFilename() {
    return this.#name
  }
  getURL() {
    return this.#url
  }
  setSaveDialogOptions({ defaultPath }) {
    this.proposed = defaultPath
  }
  cancel() {
    this.isCancelled = true
  }
  setSavePath(path) {
    this.#path = path
  }
  getSavePath() {
    return this.#path
  }
}

/** `content` is base64. */
export function offerDownload(session, { name, href, content }) {
  const item = new DownloadItem(name, href)
  let prevented = false
  session.emit('will-download', { preventDefault: () => (prevented = true) }, item)
  if (prevented) return
  if (item.isCancelled) return void item.emit('done', {}, 'cancelled')
  if (item.getSavePath() === '') item.setSavePath(item.proposed)
  try {
    mkdirSync(dirname(item.getSavePath()), { recursive: true })
    writeFileSync(item.getSavePath(), Buffer.from(content, 'base64'))
    item.emit('done', {}, 'completed')
  } catch (error) {
    console.error('download', error)
    item.emit('done', {}, 'interrupted')
  }
}
