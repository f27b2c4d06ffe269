import { parseJsonText, toJsonText } from '#shared/json-text.ts'
import type { Redaction } from '#shared/share-models.ts'
import { isSecretName } from './field-names.ts'
import { createFreeText, type FreeText } from './free-text.ts'
import { isScalekitId, type Pseudonyms } from './pseudonyms.ts'
import { createRedactorWith } from './redactor.ts'

/** What is shown in the place of a sensitive value; its length tells nothing. */
export const MASK = '••••••'

/** Takes names, e-mails, phone numbers, passwords and secrets out of what the page is told. */
export interface Masker {
  /** A payload; what is no JSON is hidden whole. */
  body(text: string): string
  /** Any answer or announcement of the core. */
  reply(value: unknown): unknown
}

/** By type, as the catalogue has them. */
export type SensitivePathList = readonly { readonly type: string; readonly paths: readonly string[] }[]

const redaction: Redaction = { people: true, ids: false, organizations: false, paths: [] }
const masks: Pseudonyms = { text: () => MASK, domain: () => MASK, number: () => JSON.stringify(MASK) }

/** Fields of the contract that no payload writes, or that commands take back as they are. */
const KEPT =
  /^(?:id|\w*Ids?|type|\w*Type|kind|object|target|method|pointer|place|remoteAddress|organizationName|word|code|next|state)$/
/** Kinds of ids whose names are nobody's. */
const IMPERSONAL_ID = /^(?:org|dirgroup|dir|conn|role|perm|dom)_/
const BODIES = /^(?:responseBody|requestBody|body|content)$/
const HEADERS = /^(?:\w*[hH]eaders|trailers)$/

interface Owner {
  readonly [key: string]: unknown
}

export function createMasker(sensitivePaths: SensitivePathList): Masker {
  const byType = new Map(sensitivePaths.map(({ type, paths }) => [type, paths]))
  const anyPath = [...new Set(sensitivePaths.flatMap(({ paths }) => paths))]
  // A value that comes without its event may be one of any type.
  const redactor = createRedactorWith(redaction, masks, (type) => byType.get(type) ?? anyPath)

  /** A value as JSON text, where the names above it are known. It may have been cut, and then is no JSON. */
  const maskPlaced = (text: string, steps: readonly (string | number)[]): string => {
    const masked = redactor.value(text, steps)
    if (masked === null)
      return redactor.value(JSON.stringify(text), steps) === JSON.stringify(text) ? text : MASK
    return text.includes('\n') ? toJsonText(parseJsonText(masked)) : masked
  }
  const maskBody = (text: string, free: FreeText) =>
    /^\s*[[{]/.test(text) ? redactor.event(text).body : free.redact(text).text

  const walk = (value: unknown, key: string, owner: Owner, free: FreeText): unknown => {
    if (typeof value === 'string') return walkText(value, key, owner, free)
    if (Array.isArray(value)) {
      if (HEADERS.test(key)) return value.map((pair: readonly string[]) => maskHeader(pair, free))
      return value.map((item: unknown) => walk(item, key, owner, free))
    }
    if (typeof value !== 'object' || value === null) return value
    const object = value as Owner
    const steps = stepsOf(object)
    return Object.fromEntries(
      Object.entries(object).map(([name, inner]) => [
        name,
        steps === null ? walk(inner, name, object, free) : walkPlaced(inner, name, object, steps, free)
      ])
    )
  }
  const walkPlaced = (
    value: unknown,
    key: string,
    owner: Owner,
    steps: readonly (string | number)[],
    free: FreeText
  ): unknown => {
    if (/^(?:beforeText|afterText|text)$/.test(key) && typeof value === 'string')
      return maskPlaced(value, steps)
    if (key !== 'before' && key !== 'after') return walk(value, key, owner, free)
    // Of an attribute, what it was before is told with its time.
    if (typeof owner['beforeText'] === 'undefined' && typeof value === 'object' && value !== null) {
      const { text, ...rest } = value as { text?: unknown }
      return { ...rest, text: typeof text === 'string' ? maskPlaced(text, steps) : text }
    }
    const masked = redactor.value(JSON.stringify(value), steps)
    return masked === null ? MASK : (JSON.parse(masked) as unknown)
  }
  const walkText = (value: string, key: string, owner: Owner, free: FreeText): string => {
    if (KEPT.test(key) || isScalekitId(value)) return value
    if (BODIES.test(key)) return maskBody(value, free)
    if (key === 'label' || key === 'labels') {
      if (value.includes('[') || value.startsWith('data.')) return maskLabel(value, free)
      const id = owner['entityId'] ?? owner['memberId'] ?? owner['id']
      if (key === 'label' && 'label' in owner && !(typeof id === 'string' && IMPERSONAL_ID.test(id)))
        return MASK
    }
    // The doctor quotes where a body differs from the one that was signed.
    if (key === 'evidence')
      return free.redact(value.replaceAll(/(?<=\b(?:signed|arrived) )"(?:[^"\\]|\\.)*"/g, MASK)).text
    // A step of how a signature comes about may hold the whole body.
    if (key === 'value' && /[{"]/.test(value)) return MASK
    return free.redact(value).text
  }

  return {
    body: (text) => redactor.event(text).body,
    reply: (value) => walk(value, '', {}, createFreeText(redaction, masks))
  }
}

/** Where the value that an object tells of stands in its body; null for an object that tells of none. */
function stepsOf(object: Owner): (string | number)[] | null {
  const { pointer, label } = object
  if (typeof pointer === 'string') {
    return pointer
      .split('/')
      .slice(1)
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))
  }
  if (pointer === null && typeof label === 'string') return label.split(/[.[\]]+/).filter(Boolean)
  return null
}

/** A path names members of lists by what they are, which may be an address. */
const maskLabel = (label: string, free: FreeText): string =>
  free.redact(
    label.replaceAll(/\[([\w.$]+)=([^\]]*)\]/g, (whole, name: string, value: string) =>
      name === 'type' || isScalekitId(value) ? whole : `[${name}=${MASK}]`
    )
  ).text

function maskHeader([name = '', value = '']: readonly string[], free: FreeText): readonly string[] {
  const isSecret = isSecretName(name) && !/^(?:webhook|interceptor|svix)-/i.test(name)
  return [name, isSecret ? MASK : free.redact(value).text]
}
