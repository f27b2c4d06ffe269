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
  /** Whether a request carries the token, in its cookie or as a bearer. */
  isIn(headers: IncomingHttpHeaders, port: number): boolean
  /** The `Set-Cookie` that a browser is given for a link. */
  cookie(port: number): string
}

export function createToken(): Token {
  const value = random()
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
    isIn({ authorization = '', cookie = '' }, port) {
      const bearer = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? ''
      const prefix = `${cookieName(port)}=`
      const crumb = cookie.split(/; */).find((pair) => pair.startsWith(prefix)) ?? ''
      return equal(bearer, value) || equal(crumb.slice(prefix.length), value)
    },
    cookie: (port) => `${cookieName(port)}=${value}; Path=/; HttpOnly; SameSite=Strict`
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
