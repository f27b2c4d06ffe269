import { cutText } from './plain-text.ts'
import { isUrn } from './sections.ts'

type Step =
  | { readonly kind: 'name'; readonly name: string }
  /** Null for a scalar, which is its own name. */
  | { readonly kind: 'member'; readonly key: string | null; readonly text: string }

const nameAt = /\.?([A-Za-z_$][\w$-]*)/y
const quotedAt = /\[("(?:[^"\\]|\\.)*")\]/y
/** An identity is written as it is, so it ends at the first bracket after which the path goes on. */
const memberAt = /\[(.*?)\](?=[.[]|$)/sy

/** The steps of a label that the diff has written. Whatever it cannot read is one name. */
function readLabel(label: string): Step[] {
  const steps: Step[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(label)
    if (match) at = pattern.lastIndex
    return match?.[1]
  }
  while (at < label.length) {
    const name = take(nameAt) ?? unquote(take(quotedAt))
    const member = name === undefined ? take(memberAt) : undefined
    if (name !== undefined) steps.push({ kind: 'name', name })
    else if (member === undefined) return [...steps, { kind: 'name', name: label.slice(at) }]
    else {
      const [, key = null, text = member] =
        /^(type|id|value|\$ref|display|displayName|name|role_name)=(.*)$/is.exec(member) ?? []
      steps.push({ kind: 'member', key, text })
    }
  }
  return steps
}

const unquote = (literal: string | undefined): string | undefined => {
  if (literal === undefined) return undefined
  try {
    return String(JSON.parse(literal))
  } catch {
    return literal.slice(1, -1) // A member that is called by a text in quotes.
  }
}

/** What one member of the lists of SCIM and Scalekit is called. */
const SINGULAR: Readonly<Record<string, string>> = {
  addresses: 'address',
  emails: 'email',
  entitlements: 'entitlement',
  external_identities: 'external identity',
  externalIds: 'external id',
  features: 'feature',
  groups: 'group',
  ims: 'im',
  members: 'member',
  memberships: 'membership',
  organizations: 'organization',
  permissions: 'permission',
  phoneNumbers: 'phone number',
  phones: 'phone',
  photos: 'photo',
  roles: 'role',
  schemas: 'schema',
  x509Certificates: 'certificate'
}

const MOST_CHARS = 300

/** Where the attributes of an entity are, outermost first: it goes without saying. */
const SELF = ['data', 'user', 'user_profile', 'raw_attributes']

/**
 * A path in words: `emails[type=work].value` is "email of type work: value", an attribute of an extension "enterprise
 * extension: department". The place of the entity within the payload is left out.
 */
export function sayPath(label: string, pointer: string): string {
  const steps = readLabel(label)
  const places = pointer.split('/').slice(1)
  const start = countSelf(steps)

  const parts: string[] = []
  let names: string[] = []
  const flush = () => {
    if (names.length > 0) parts.push(names.join('.'))
    names = []
  }
  for (const [index, step] of steps.entries()) {
    if (index < start) continue
    if (step.kind === 'member') {
      const list = names.pop()
      flush()
      parts.push(sayMember(step, list, places[index]))
    } else if (isUrn(step.name)) {
      flush()
      parts.push(sayUrn(step.name))
    } else names.push(step.name)
  }
  flush()
  return cutText(parts.join(': '), MOST_CHARS) || 'the whole payload'
}

/** How many of the first steps only lead to the entity; the last step is never one of them. */
function countSelf(steps: readonly Step[]): number {
  let count = 0
  let rank = -1
  for (; steps[count + 1]?.kind === 'name'; count++) {
    const step = steps[count]
    const next = step?.kind === 'name' ? SELF.indexOf(step.name) : -1
    if (next <= rank || (count === 0 && next !== 0)) break
    rank = next
  }
  return count
}

function sayMember(
  { key, text }: Extract<Step, { kind: 'member' }>,
  list: string | undefined,
  place: string | undefined
): string {
  const singular = list === undefined ? 'item' : SINGULAR[list]
  const noun = singular ?? 'item'
  const of = singular === undefined ? ` of ${list}` : ''
  if (key === null && text === place) return `${noun} number ${Number(place) + 1}${of}`
  return key?.toLowerCase() === 'type' ? `${noun} of type ${text}${of}` : `${noun} ${text}${of}`
}

/** `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User` is the "enterprise extension". */
function sayUrn(urn: string): string {
  const [, kind, name] = /^urn:ietf:params:scim:schemas:(core|extension):([^:]+)/i.exec(urn) ?? []
  if (name === undefined) return urn
  return kind?.toLowerCase() === 'core' ? 'core schema' : `${name} extension`
}
