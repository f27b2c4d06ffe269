import type { JsonNode } from '#shared/json-text.ts'
import type { Provider } from '#shared/mapping-models.ts'
import { textOf, type Subject } from './subject.ts'

/** What an event of the organisation's directory or connection said of its provider. */
export interface ToldProvider {
  readonly by: 'directory' | 'connection'
  /** As the event has it: `OKTA`. */
  readonly name: string
  /** Of that event, by today's name. */
  readonly type: string
}

export interface ProviderGuess {
  readonly guess: Provider | null
  /** In sentences; without a guess, what points this way and that. */
  readonly evidence: string[]
}

interface Clue {
  readonly provider: Provider
  readonly weight: number
  readonly text: string
}

/** A guess needs that much, and that much more than the next one has: none is better than a wrong one. */
const LEAST_WEIGHT = 3
const LEAST_LEAD = 2

const TOLD_NAMES: readonly (readonly [RegExp, Provider])[] = [
  [/okta/i, 'okta'],
  [/google|gsuite/i, 'google'],
  [/microsoft|azure|entra/i, 'entra'],
  [/jump_?cloud/i, 'jumpcloud'],
  [/one_?login/i, 'onelogin'],
  [/(?:^|[^a-z])ping/i, 'ping'],
  [/custom|generic/i, 'custom']
]

/** Which provider a directory is, by what its events say and by the shape of this one's raw attributes. */
export function guessProvider(subject: Subject | null, told: readonly ToldProvider[]): ProviderGuess {
  const clues = [...told.flatMap(cluesOfTold), ...(subject ? cluesOfShape(subject) : [])]
  const weights = new Map<Provider, number>()
  for (const { provider, weight } of clues) weights.set(provider, (weights.get(provider) ?? 0) + weight)
  const [first, second] = [...weights].toSorted(([, a], [, b]) => b - a)
  const isSure = first && first[1] >= LEAST_WEIGHT && first[1] - (second?.[1] ?? 0) >= LEAST_LEAD
  const guess = isSure ? first[0] : null
  const telling = guess === null ? clues : clues.filter(({ provider }) => provider === guess)
  return { guess, evidence: telling.map(({ text }) => text) }
}

function cluesOfTold({ by, name, type }: ToldProvider): Clue[] {
  const provider = TOLD_NAMES.find(([test]) => test.test(name))?.[1]
  if (!provider) return []
  const text = `The organisation’s event ${type} names ${name} as its provider.`
  // People may sign in elsewhere than where their directory is.
  return [{ provider, weight: by === 'directory' ? 10 : 2, text }]
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const PING_NAMES = ['nickname', 'preferredlanguage', 'timezone', 'locale'] as const

function cluesOfShape({ raw, resource }: Subject): Clue[] {
  const nodes = new Map<string, JsonNode>()
  for (const { key, node } of raw) {
    if (!nodes.has(key)) nodes.set(key, node)
  }
  const clues: Clue[] = []
  const clue = (provider: Provider, weight: number, text: string) =>
    void clues.push({ provider, weight, text })
  const text = (path: string) => textOf(nodes.get(path))

  if (/^admin#directory#(?:user|group)$/.test(text('kind'))) {
    clue('google', 4, `kind is ${text('kind')}, as in Google’s Directory API.`)
  }
  for (const [path, name] of [
    ['primaryemail', 'primaryEmail'],
    ['orgunitpath', 'orgUnitPath'],
    ['name.fullname', 'name.fullName']
  ] as const) {
    if (nodes.has(path)) clue('google', 2, `${name} is Google’s name for it.`)
  }

  const id = nodes.get('externalid')
  const externalId = id?.kind === 'number' ? id.digits : textOf(id)
  if (/^00[ug][0-9A-Za-z]{17}$/.test(externalId)) {
    clue('okta', 4, 'externalId looks like an id of Okta: 00u or 00g and 17 characters.')
  } else if (/^[0-9a-f]{24}$/.test(externalId)) {
    clue('jumpcloud', 3, 'externalId has 24 hexadecimal digits, as ids of JumpCloud have.')
  } else if (/^\d{6,12}$/.test(externalId)) {
    clue('onelogin', 2, 'externalId is a number, as ids of OneLogin are.')
  } else if (GUID.test(externalId)) {
    clue('entra', 1, 'externalId is a GUID, as Microsoft Entra ID often sends.')
    clue('ping', 1, 'externalId is a GUID, as Ping Identity sends.')
  }

  const meta = nodes.get('meta')
  if (meta?.kind === 'object' && meta.members.length === 1 && nodes.has('meta.resourcetype'))
    clue('entra', 2, 'meta has resourceType alone, as Microsoft Entra ID sends it.')
  if (raw.some(({ key, node }) => key === 'groups[].value' && / /.test(textOf(node)))) {
    clue('onelogin', 1, 'groups are listed by name, as OneLogin’s rules make them from roles.')
  }
  if (/^(?:True|False)$/.test(text('active'))) {
    clue('entra', 2, `active is the text “${text('active')}”, as Microsoft Entra ID may write it.`)
  }
  if (
    raw.some(({ key, node }) => key.startsWith('schemas[') && textOf(node) === 'urn:scim:schemas:core:1.0')
  ) {
    clue('onelogin', 3, 'schemas names SCIM 1.0, as a template of OneLogin does.')
  }
  const names = PING_NAMES.filter((name) => nodes.has(name))
  if (
    resource === 'user' &&
    nodes.has('name.formatted') &&
    !nodes.has('displayname') &&
    !nodes.has('meta') &&
    names.length >= 3
  ) {
    clue(
      'ping',
      2,
      'The attributes are those that Ping Identity maps, with name.formatted and no displayName.'
    )
  }
  return clues
}
