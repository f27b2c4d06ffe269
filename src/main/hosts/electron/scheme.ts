import type { Protocol } from 'electron'
import { readAsset } from '../assets.ts'
import { contentSecurityPolicy } from '../content-security-policy.ts'

/**
 * The page comes from a scheme of its own rather than from `file:`, which would let it read the disk, or from
 * a port, which other programs could reach. It serves the built page and nothing else.
 */
const scheme = 'app'
const host = 'inspector'
export const bundledPageUrl = `${scheme}://${host}/`

/** Must be called before Electron is ready. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/** Serves the folder of the built page; call it once Electron is ready. */
export function servePageScheme(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(scheme, createPageHandler(folder))
}

export function createPageHandler(folder: string): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    const { host: asked, pathname } = new URL(url)
    if (method !== 'GET') return answer(405)
    const asset = asked === host ? await readAsset(folder, pathname) : null
    return asset === null ? answer(404) : answer(200, asset)
  }
}

function answer(status: number, asset?: { readonly bytes: Buffer; readonly mediaType: string }): Response {
  return new Response(asset ? new Uint8Array(asset.bytes) : null, {
    status,
    headers: {
      ...(asset && { 'Content-Type': asset.mediaType }),
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store'
    }
  })
}
