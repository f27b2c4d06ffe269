// Runs in each page before the page's own scripts: what a sandboxed preload finds, and then the preload itself.
;(() => {
  if (window.top !== window || globalThis.__double) return
  const send = globalThis.__doubleSend
  const listeners = new Map()

  const clone = (values) => {
    try {
      return structuredClone(values)
    } catch (cause) {
      throw new Error('An object could not be cloned.', { cause })
    }
  }

  const ipcRenderer = {
    async invoke(channel, ...args) {
      const answer = await send({ kind: 'invoke', channel, args: clone(args) })
      if (answer.error !== undefined) {
        throw new Error(`Error invoking remote method '${channel}': ${answer.error}`)
      }
      return answer.value
    },
    on(channel, listener) {
      if (!listeners.has(channel)) listeners.set(channel, new Set())
      listeners.get(channel).add(listener)
      return this
    },
    off(channel, listener) {
      listeners.get(channel)?.delete(listener)
      return this
    }
  }

  // What crosses the bridge is copied and frozen; functions become proxies.
  const cross = (value) => {
    if (typeof value === 'function') {
      return (...args) => {
        const result = value(...args.map(cross))
        return result instanceof Promise ? result.then(cross) : cross(result)
      }
    }
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return Object.freeze(value.map(cross))
    if (Object.getPrototypeOf(value) !== Object.prototype) return clone(value)
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cross(member)]))
    )
  }
  const contextBridge = {
    exposeInMainWorld(key, api) {
      if (key in window) throw new Error(`Cannot bind an API on top of an existing property: ${key}`)
      Object.defineProperty(window, key, { value: cross(api), enumerable: true })
    }
  }

  // Every new window is a question to setWindowOpenHandler, and all of them are denied.
  const open = (url) => {
    void send({ kind: 'open', url: new URL(url, location.href).href })
    return null
  }
  window.open = open
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target]') : null
    if (!link || event.defaultPrevented) return
    if (['', '_self', '_top', '_parent'].includes(link.target)) return
    event.preventDefault()
    open(link.href)
  })

  // What a page saves is offered to `will-download` too; the browser's own download goes on beside it.
  const blobs = new Map()
  const { createObjectURL } = URL
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob)
    blobs.set(url, blob)
    return url
  }
  const { click } = HTMLAnchorElement.prototype
  HTMLAnchorElement.prototype.click = function () {
    const blob = this.download && blobs.get(this.href)
    if (blob) void offer(this.download, this.href, blob)
    click.call(this)
  }
  const offer = async (name, href, blob) => {
    const bytes = new Uint8Array(await blob.arrayBuffer())
    const content = btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))
    await send({ kind: 'save', name, href, content })
  }

  // Not enumerable, so that the page's keys are those that the app put there.
  Object.defineProperty(globalThis, '__double', {
    value: {
      dispatch: (channel, args) => listeners.get(channel)?.forEach((listener) => listener({}, ...clone(args)))
    }
  })

  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name} (a sandboxed preload can require electron only)`)
  }
  const module = { exports: {} }
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, versions: {}, env: {} }
  ;((require, module, exports, process) => {
    /* preload */
  })(require, module, module.exports, process)
})()
