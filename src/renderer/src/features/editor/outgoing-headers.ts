import { isForwardingHeader, namedByConnection } from '#shared/forwarding-headers.ts'
import type { HeaderPair } from '#shared/models.ts'

const ofSigning = new Set(['webhook-id', 'webhook-timestamp', 'webhook-signature'])
/** These belong to the connection, which is another one each time. */
const ofConnection = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
])

/** Why a header is not the reader's to write; null for one that is sent as written. */
export function setBy(name: string): 'signing' | 'sending' | null {
  const key = name.trim().toLowerCase()
  if (ofSigning.has(key)) return 'signing'
  return ofConnection.has(key) || isForwardingHeader(key) ? 'sending' : null
}

/** What is sent of the headers that came with an event. */
export function editableHeaders(headers: readonly HeaderPair[]): readonly HeaderPair[] {
  const named = namedByConnection(headers)
  return headers.filter(([name]) => setBy(name) === null && !named.has(name.toLowerCase()))
}

/** Rows without a name are not there yet. */
export const writtenHeaders = (headers: readonly HeaderPair[]): HeaderPair[] =>
  headers.filter(([name]) => name.trim() !== '').map(([name, value]): HeaderPair => [name.trim(), value])

/** What was done to the headers, a sentence each. */
export function sayHeaderChanges(
  before: readonly HeaderPair[],
  after: readonly HeaderPair[]
): readonly string[] {
  const rest = before.map(pairKey)
  const added: HeaderPair[] = []
  for (const pair of after) {
    const at = rest.indexOf(pairKey(pair))
    if (at < 0) added.push(pair)
    else rest.splice(at, 1)
  }
  const removed = rest.map((key) => JSON.parse(key) as HeaderPair)
  return [
    ...added.map(([name, value]) => {
      const at = removed.findIndex(([other]) => other.toLowerCase() === name.toLowerCase())
      if (at < 0) return `${name} added: ${value}`
      const [[, old] = ['', '']] = removed.splice(at, 1)
      return `${name} changed from ${old} to ${value}`
    }),
    ...removed.map(([name]) => `${name} removed`)
  ]
}

const pairKey = (pair: HeaderPair): string => JSON.stringify(pair)
