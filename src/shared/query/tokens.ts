import { nearest } from './nearest.ts'
import { ACTIONS, FLAGS, POSSESSIONS, PROVIDERS, type Content } from './query.ts'
import { readStatus } from './status-value.ts'
import { readTime } from './time-value.ts'

export interface WrittenValue {
  readonly value: string
  /** Quotes take a value literally: a whole type, a key of the body. */
  readonly quoted: boolean
}

export interface Token {
  /** A value to show in messages. */
  readonly example: string
  /** Returns what is wrong with a value, in words that follow it, where it cannot be read. */
  read(written: WrittenValue, now: number): Content | string
}

const TOKENS: Readonly<Record<string, Token>> = {
  type: {
    example: 'user.*',
    read: ({ value, quoted }) => {
      // `type:user.*` finds `user.login`, `type:login` whatever has it in its name.
      const isWhole = quoted || value.includes('*') || value.includes('.')
      return { kind: 'type', pattern: isWhole ? value : `*${value}*` }
    }
  },
  action: {
    example: 'created',
    read: ({ value }) => choose(value, ACTIONS, (action) => ({ kind: 'action', action }))
  },
  org: { example: 'acme', read: ({ value }) => ({ kind: 'org', needle: value }) },
  entity: { example: 'diruser_123', read: ({ value }) => ({ kind: 'entity', id: value }) },
  provider: {
    example: 'okta',
    read: ({ value }) => choose(value, PROVIDERS, (provider) => ({ kind: 'provider', provider }))
  },
  endpoint: { example: 'ep_1', read: ({ value }) => ({ kind: 'endpoint', needle: value }) },
  id: { example: 'evt_123', read: ({ value }) => ({ kind: 'id', id: value }) },
  is: {
    example: 'starred',
    read: ({ value }) =>
      // The name that `is:retried` had first.
      value.toLowerCase() === 'repeated'
        ? { kind: 'is', flag: 'retried' }
        : choose(value, FLAGS, (flag) => ({ kind: 'is', flag }))
  },
  status: {
    example: '2xx',
    read: ({ value }) => {
      const status = readStatus(value)
      return typeof status === 'string' ? status : { kind: 'status', status }
    }
  },
  before: { example: '2026-11-01', read: ({ value }, now) => readSide('before', value, now) },
  after: { example: 'yesterday', read: ({ value }, now) => readSide('after', value, now) },
  has: {
    example: 'note',
    read: ({ value, quoted }) => {
      const what = quoted ? undefined : POSSESSIONS.find((known) => known === value.toLowerCase())
      return what ? { kind: 'has', what } : { kind: 'key', name: value }
    }
  }
}

/** What may stand before a colon. */
export const TOKEN_NAMES = Object.keys(TOKENS)

export const tokenNamed = (name: string): Token | undefined =>
  Object.hasOwn(TOKENS, name) ? TOKENS[name] : undefined

function readSide(kind: 'before' | 'after', value: string, now: number): Content | string {
  const time = readTime(value, now)
  return typeof time === 'string' ? time : { kind, ...time }
}

function choose<T extends string>(
  value: string,
  choices: readonly T[],
  toContent: (choice: T) => Content
): Content | string {
  const choice = choices.find((known) => known === value.toLowerCase())
  if (choice !== undefined) return toContent(choice)
  const near = nearest(value, choices)
  return near ? `is not known. Did you mean ${near}?` : `is not known. Use one of ${choices.join(', ')}.`
}
