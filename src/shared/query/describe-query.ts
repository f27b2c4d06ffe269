import { providerNames } from '#shared/provider-names.ts'
import {
  groupTerms,
  targetOf,
  type ConditionOf,
  type Filter,
  type Flag,
  type Possession,
  type StatusOutcome,
  type StatusRange,
  type Target,
  type TermsByKind
} from './query.ts'
import { printStatus } from './status-value.ts'
import { describeTime } from './time-value.ts'

/**
 * Says a filter as one English sentence: "Events of type user.* from organisation acme, starred, that were
 * not answered with 2xx." Values of which one is enough are joined by "or".
 */
export function describeQuery(filter: Filter, target: Target = targetOf(filter)): string {
  const { wanted, refused } = groupTerms(filter)
  const belongings = describeBelongings(wanted).join(' ')
  const states = describeStates(wanted).join(', ')
  const clauses = inSeries([...describeWanted(wanted, target), ...describeRefused(refused, target)], 'and')
  if (`${belongings}${states}${clauses}` === '') return `All ${target}.`

  let sentence = target === 'events' ? 'Events' : 'Deliveries'
  if (belongings !== '') sentence += ` ${belongings}`
  if (states !== '') sentence += `${belongings === '' ? '' : ','} ${states}`
  if (clauses !== '') sentence += `${states === '' ? '' : ','} that ${clauses}`
  return `${sentence}.`
}

/** What directly follows the noun. */
const describeBelongings = (terms: TermsByKind): string[] => [
  ...listed('of type', terms.type, patternOf),
  ...listed('from organisation', terms.org, needleOf),
  ...listed('of entity', terms.entity, idOf),
  ...listed('of a directory at', terms.provider, providerOf),
  ...listed('with id', terms.id, idOf),
  ...listed('with action', terms.action, actionOf),
  ...listed('sent to endpoint', terms.endpoint, needleOf)
]

const describeStates = (terms: TermsByKind): string[] => [
  ...(terms.is ?? []).map(stateOf),
  ...listed('received', timesOf(terms), timeOf, 'and')
]

/** What follows "that". */
const describeWanted = (terms: TermsByKind, target: Target): string[] => {
  const { ranges, outcomes } = splitStatuses(terms)
  const results = [
    ...listed('were answered with', ranges, describeRange),
    ...outcomes.map((outcome) => OUTCOMES[target][outcome].wanted)
  ]
  return [
    ...(results.length > 0 ? [results.join(' or ')] : []),
    ...listed('have', terms.has, possessionOf, 'and'),
    ...listed('have the key', terms.key, keyOf, 'and'),
    ...listed('contain', terms.text, textOf, 'and')
  ]
}

/** Of refused values a row may have none, which English says with "or". */
const describeRefused = (terms: TermsByKind, target: Target): string[] => {
  const { ranges, outcomes } = splitStatuses(terms)
  return [
    ...listed('are not of type', terms.type, patternOf),
    ...listed('are not from organisation', terms.org, needleOf),
    ...listed('are not of entity', terms.entity, idOf),
    ...listed('are not of a directory at', terms.provider, providerOf),
    ...listed('do not have id', terms.id, idOf),
    ...listed('do not have action', terms.action, actionOf),
    ...listed('were not sent to endpoint', terms.endpoint, needleOf),
    ...listed('are not', terms.is, stateOf),
    ...listed('were not received', timesOf(terms), timeOf),
    ...listed('were not answered with', ranges, describeRange),
    ...outcomes.map((outcome) => OUTCOMES[target][outcome].refused),
    ...listed('do not have', terms.has, possessionOf),
    ...listed('do not have the key', terms.key, keyOf),
    ...listed('do not contain', terms.text, textOf)
  ]
}

/** One phrase about all values, none where there are no values. */
function listed<T>(
  phrase: string,
  terms: readonly T[] | undefined,
  describe: (term: T) => string,
  joint: 'and' | 'or' = 'or'
): string[] {
  return terms && terms.length > 0 ? [`${phrase} ${inSeries(terms.map(describe), joint)}`] : []
}

const inSeries = (items: readonly string[], joint: 'and' | 'or'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`

const patternOf = (term: ConditionOf<'type'>): string => name(term.pattern)
const needleOf = (term: ConditionOf<'org' | 'endpoint'>): string => name(term.needle)
const idOf = (term: ConditionOf<'entity' | 'id'>): string => name(term.id)
const providerOf = (term: ConditionOf<'provider'>): string => providerNames[term.provider]
const actionOf = (term: ConditionOf<'action'>): string => term.action
const stateOf = (term: ConditionOf<'is'>): string => STATES[term.flag]
const possessionOf = (term: ConditionOf<'has'>): string => POSSESSIONS[term.what]
const keyOf = (term: ConditionOf<'key'>): string => name(term.name)
const textOf = (term: ConditionOf<'text'>): string => `"${term.text}"`

type TimeTerm = ConditionOf<'before'> | ConditionOf<'after'>
const timesOf = (terms: TermsByKind): TimeTerm[] => [...(terms.after ?? []), ...(terms.before ?? [])]
const timeOf = (term: TimeTerm): string => describeTime(term.kind, term.written)

/** A value in quotes where it would otherwise run into the sentence. */
const name = (value: string): string => (/[\s,"]|\.$/.test(value) ? `"${value}"` : value)

function splitStatuses(terms: TermsByKind): { ranges: StatusRange[]; outcomes: StatusOutcome[] } {
  const ranges: StatusRange[] = []
  const outcomes: StatusOutcome[] = []
  for (const { status } of terms.status ?? []) {
    if ('outcome' in status) outcomes.push(status.outcome)
    else ranges.push(status)
  }
  return { ranges, outcomes }
}

const describeRange = (range: StatusRange): string =>
  printStatus(range)
    .replace(/^>=(.*)/, '$1 or above')
    .replace(/^<=(.*)/, '$1 or below')
    .replace('-', ' to ')

const STATES: Readonly<Record<Flag, string>> = {
  verified: 'verified',
  rejected: 'rejected',
  unchecked: 'unchecked',
  starred: 'starred',
  replayed: 'replayed',
  retried: 'retried',
  conflict: 'in conflict',
  late: 'late',
  sample: 'sent as samples',
  interceptor: 'sent as interceptor calls'
}

const POSSESSIONS: Readonly<Record<Possession, string>> = {
  note: 'a note',
  attempt: 'an attempt',
  org: 'an organisation',
  entity: 'an entity'
}

const FAILED = { wanted: 'failed at the last attempt', refused: 'did not fail at the last attempt' }
const PENDING = { wanted: 'wait for an answer', refused: 'do not wait for an answer' }

const OUTCOMES: Readonly<
  Record<Target, Readonly<Record<StatusOutcome, { readonly wanted: string; readonly refused: string }>>>
> = {
  events: {
    failed: FAILED,
    pending: PENDING,
    none: { wanted: 'were never attempted', refused: 'were attempted' }
  },
  deliveries: {
    failed: FAILED,
    pending: PENDING,
    none: { wanted: 'got no answer', refused: 'got an answer' }
  }
}
