import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** What lets a caller in: 256 random bits, new at each start. */
export interface Token {
  /** Goes into the printed link and into `Authorization: Bearer`. */
  readonly value: string
  /** Another value for a link, good for one visit: whoever reads it off a process list comes too late. */
  createTicket(): string
  /** Whether a link carries the token or an unused ticket, which is used up by asking. */
  admits(presented: string): boolean
  /** Whether a request may do what it asks for: it carries the token as a bearer, or this run's cookie for it. */
  isIn(headers: IncomingHttpHeaders, port: number, wanted: 'everything' | 'assets'): boolean
  /**
   * The `Set-Cookie` lines that a browser is given for a link. Browsers send cookies to every port of a host, the
   * receiver's and other programs' included, so the one that opens everything is confined to the two paths that
   * need it, and the one for `/` opens nothing but the page's own files. Neither is the token itself.
   */
  cookies(port: number): string[]
}

export function createToken(): Token {
  const value = random()
  const session = random()
  const asset = random()
  const tickets = new Set<string>()
  return {
    value,
    createTicket() {
      const ticket = random()
      tickets.add(ticket)
      return ticket
    },
    admits(presented) {
      if (equal(presented, value)) return true
      for (const ticket of tickets) if (equal(presented, ticket)) return tickets.delete(ticket)
      return false
    },
    isIn({ authorization = '', cookie = '' }, port, wanted) {
      const bearer = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? ''
      const prefix = `${cookieName(port)}=`
      const crumbs = cookie.split(/; */).filter((pair) => pair.startsWith(prefix))
      const carries = (secret: string) => crumbs.some((crumb) => equal(crumb.slice(prefix.length), secret))
      return equal(bearer, value) || carries(session) || (wanted === 'assets' && carries(asset))
    },
    cookies: (port) =>
      [
        [session, '/rpc'],
        [session, '/events'],
        [asset, '/']
      ].map(([secret, path]) => `${cookieName(port)}=${secret}; Path=${path}; HttpOnly; SameSite=Strict`)
  }
}

const random = () => randomBytes(32).toString('base64url')

/** Browsers share cookies between the ports of a host: the name keeps several running apps apart. */
const cookieName = (port: number) => `webhook-inspector-${port}`

/** Takes the same time whatever is compared, the length included. */
function equal(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
