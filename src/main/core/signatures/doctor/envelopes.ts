import type { HeaderPair } from '#shared/models.ts'
import { readSignature, type ReadSignature } from './signature-entries.ts'
import { readTimestamp, type ReadTimestamp } from './timestamp.ts'
import type { Patient } from './patient.ts'

/** Names that signed requests use for the three values: the scheme's own and those it is mistaken for. */
const FAMILIES = [
  'webhook-',
  'interceptor-',
  'svix-',
  'x-webhook-',
  'x-interceptor-',
  'x-svix-',
  'webhook_',
  'interceptor_',
  'svix_'
] as const
const PARTS = ['id', 'timestamp', 'signature'] as const
type Part = (typeof PARTS)[number]

/** A signature as a request carries it, with the id and the timestamp that go with it. */
export interface Envelope {
  /** `webhook-` and so on; null for a signature header that belongs to no such family. */
  readonly family: string | null
  readonly place: 'headers' | 'trailers'
  /** Lower-case name of the signature header. */
  readonly name: string
  readonly signature: ReadSignature
  /** As a handler reads it, and where the header is repeated, each of its values too. */
  readonly ids: readonly string[]
  readonly timestamp: ReadTimestamp | null
}

export const familyOf = (kind: Patient['delivery']['kind']): string => `${kind}-`

export const namesOf = (family: string): string[] => PARTS.map((part) => `${family}${part}`)

/** Values of the headers of one name. */
export const valuesOf = (headers: readonly HeaderPair[], name: string): string[] =>
  headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)

/** Every signature of a request, the family that its kind of request has first. */
export function findEnvelopes({ kind, headers, trailers }: Patient['delivery']): Envelope[] {
  const expected = familyOf(kind)
  const found = [...envelopesIn(headers, 'headers'), ...envelopesIn(trailers, 'trailers')]
  const rank = ({ family, place }: Envelope) => (family === expected && place === 'headers' ? 0 : 1)
  return found.toSorted((a, b) => rank(a) - rank(b))
}

function envelopesIn(headers: readonly HeaderPair[], place: Envelope['place']): Envelope[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))]
  const known = FAMILIES.filter((family) => names.includes(`${family}signature`))
  const others = names.filter(
    (name) => /signature/.test(name) && !FAMILIES.some((family) => name === `${family}signature`)
  )
  const inAnyFamily = (part: Part): string[] => {
    const family = FAMILIES.find((one) => names.includes(`${one}${part}`))
    return family ? valuesOf(headers, `${family}${part}`) : []
  }
  const envelope = (family: string | null, name: string): Envelope => {
    const partOf = (part: Part): string[] => {
      const own = family === null ? [] : valuesOf(headers, `${family}${part}`)
      return own.length > 0 ? own : inAnyFamily(part)
    }
    const ids = partOf('id').filter((id) => id !== '')
    const signature = readSignature(valuesOf(headers, name).join(', '))
    const timestamps = partOf('timestamp')
    const time = timestamps.length > 0 ? timestamps.join(', ') : signature.time
    return {
      family,
      place,
      name,
      signature,
      ids: ids.length > 1 ? [...new Set([ids.join(', '), ...ids])] : ids,
      timestamp: time === null ? null : readTimestamp(time)
    }
  }
  return [
    ...known.map((family) => envelope(family, `${family}signature`)),
    ...others.map((name) => envelope(null, name))
  ]
}
