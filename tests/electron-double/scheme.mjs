// Custom schemes. Chromium cannot be taught new ones from outside, so it sees `app://inspector/x` as
// `https://inspector.app.scheme.localhost/x`, and every such request is answered by the app's own handler.
import { app } from './app.mjs'
import { isNavigationAllowed } from './window.mjs'

const handlers = new Map()
const standIn = /^https:\/\/([^/]*)\.([a-z0-9+-]+)\.scheme\.localhost(\/.*)?$/

export function toChromium(url) {
  const { protocol, host, pathname, search, hash } = new URL(url)
  const scheme = protocol.slice(0, -1)
  if (!handlers.has(scheme)) return url
  return `https://${host}.${scheme}.scheme.localhost${pathname || '/'}${search}${hash}`
}

export function fromChromium(url) {
  const match = standIn.exec(url)
  return match ? `${match[2]}://${match[1]}${match[3] ?? '/'}` : url
}

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady()) throw new Error('registerSchemesAsPrivileged must be called before the app is ready')
    for (const { scheme } of schemes) handlers.set(scheme, null)
  },
  handle(scheme, handler) {
    if (!app.isReady()) throw new Error('protocol.handle must be called after the app is ready')
    handlers.set(scheme, handler)
  }
}

/** Answers, refuses or lets pass every request of the browser. */
export async function serve(route) {
  const request = route.request()
  const url = fromChromium(request.url())
  try {
    if (!isNavigationAllowed(request)) return await route.abort('aborted')
    const handler = handlers.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) return await route.continue()
    const method = request.method()
    const response = await handler(
      new Request(url, { method, headers: request.headers(), body: request.postDataBuffer() })
    )
    const body = Buffer.from(await response.arrayBuffer())
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
  } catch (error) {
    console.error('request', url, error)
    await route.abort('failed').catch(() => {})
  }
}
