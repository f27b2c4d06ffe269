import type { DiffRow } from '#shared/diff-models.ts'
import { actionOfType, currentTypeName } from '#shared/event-types.ts'
import { visitLeaves, type Leaf } from '#shared/json-diff/leaves.ts'
import { parseJsonText, scalarText, type JsonNode } from '#shared/json-text.ts'
import { activityOf } from './activity.ts'
import { describeChange } from './describe-change.ts'
import { listChangeOf, type CalledBy, type ListChange } from './list-change.ts'
import { listFew, plural, visible } from './plain-text.ts'
import { sayPath } from './say-path.ts'
import { sayValue } from './say-value.ts'
import { ownPath, sectionOf } from './sections.ts'

export type CallOutCode =
  | 'deactivated'
  | 'reactivated'
  | 'inactive'
  | 'identity_changed'
  | 'email_changed'
  | 'roles_changed'
  | 'left_groups'
  | 'joined_groups'
  | 'lost_members'
  | 'gained_members'
  | 'password_present'

/** What a reader must not overlook. */
export interface CallOut {
  readonly code: CallOutCode
  /** In a few words of ours, such as "Deactivated". */
  readonly title: string
  /** What shows it: "active changed from true to false". */
  readonly detail: string
  /** Both in one sentence on one line. */
  readonly text: string
  /** Of the rows that show it; of the values where it is in no row. */
  readonly pointers: readonly string[]
}

const MOST_PLACES = 20
const MOST_NAMES = 5
const MOST_FACTS = 3

const IDENTITY = new Set(['id', 'dp_id', 'external_id', 'externalid', 'username', 'preferred_username'])
const EMAILS = ['email', 'emails', 'primaryemail', 'mail']

/**
 * What in a comparison a reader must not overlook, most urgent first. What raw attributes and normalised fields say
 * alike is one call-out. `rows` is null for a first event, which has nothing to be compared with; `after`, the later
 * body, is null where it is not at hand.
 */
export function callOutsOf(input: {
  readonly rows: readonly DiffRow[] | null
  readonly after: JsonNode | null
}): CallOut[] {
  const { rows, after } = input
  // A deletion tells little more than who it was: what it leaves out was not taken away.
  const isDeletion = after !== null && isDeletionEvent(after)
  const loud = (rows ?? []).filter(
    ({ kind }) => kind === 'changed' || kind === 'added' || (kind === 'removed' && !isDeletion)
  )
  // Normalised fields first: their names are the same for every provider.
  const own = [...loud.filter((row) => !isRaw(row)), ...loud.filter(isRaw)].flatMap((row): OwnRow[] => {
    const [name, ...rest] = ownPath(row.pointer) ?? []
    return name === undefined ? [] : [{ row, name: name.toLowerCase(), rest }]
  })
  const scalars = own.filter(({ rest }) => rest.length === 0)
  const lists = (names: readonly string[], calledBy: CalledBy) =>
    listChangeOf(
      own.filter(({ name, rest }) => names.includes(name) && isMember(rest, calledBy)).map(({ row }) => row),
      calledBy
    )
  return [
    ...activityCallOuts(scalars),
    ...(rows === null && after ? inactiveCallOuts(after) : []),
    ...identityCallOuts(scalars.filter(({ name }) => IDENTITY.has(name))),
    ...emailCallOuts(lists(EMAILS, 'address')),
    ...roleCallOuts(lists(['role', 'roles'], 'name')),
    ...membershipCallOuts(lists(['groups'], 'name'), lists(['members'], 'name')),
    ...passwordCallOuts(after, loud)
  ]
}

interface OwnRow {
  readonly row: DiffRow
  readonly name: string
  /** Names below it. */
  readonly rest: readonly string[]
}

const isRaw = (row: DiffRow): boolean => sectionOf(row.pointer) === 'raw_attributes'

/** A list, a member of it, or the text that an address is. */
const isMember = ([, field, ...deeper]: readonly string[], calledBy: CalledBy): boolean =>
  field === undefined || (calledBy === 'address' && deeper.length === 0 && /^(?:value|address)$/i.test(field))

function isDeletionEvent(body: JsonNode): boolean {
  const type = body.kind === 'object' && body.members.find((member) => member.key === 'type')?.value
  return type && type.kind === 'string' ? actionOfType(currentTypeName(type.value)) === 'deleted' : false
}

function callOut(code: CallOutCode, title: string, detail: string, pointers: Iterable<string>): CallOut {
  const shown = visible(detail)
  return { code, title, detail: shown, text: `${title}: ${shown}`, pointers: [...new Set(pointers)] }
}

const pointersOf = (rows: readonly OwnRow[]): string[] => rows.map(({ row }) => row.pointer)

function activityCallOuts(scalars: readonly OwnRow[]): CallOut[] {
  const found = { deactivated: [] as OwnRow[], reactivated: [] as OwnRow[] }
  for (const change of scalars) {
    const before = activityOf(change.name, change.row.beforeText)
    const after = activityOf(change.name, change.row.afterText)
    if (after === 'inactive' && before !== 'inactive') found.deactivated.push(change)
    if (after === 'active' && before === 'inactive') found.reactivated.push(change)
  }
  return (['deactivated', 'reactivated'] as const).flatMap((code) => {
    const [first] = found[code]
    const title = code === 'deactivated' ? 'Deactivated' : 'Reactivated'
    return first ? [callOut(code, title, describeChange(first.row), pointersOf(found[code]))] : []
  })
}

function inactiveCallOuts(body: JsonNode): CallOut[] {
  const found: Leaf[] = []
  visitLeaves(body, { pointer: '', label: '' }, (leaf) => {
    const [name = '', ...rest] = ownPath(leaf.pointer) ?? []
    const isOwn = rest.length === 0 && isScalar(leaf.value)
    if (isOwn && activityOf(name.toLowerCase(), scalarText(leaf.value)) === 'inactive') found.push(leaf)
    return found.length < MOST_PLACES
  })
  const first = found.find(({ pointer }) => sectionOf(pointer) !== 'raw_attributes') ?? found[0]
  if (!first) return []
  const detail = `${sayPath(first.label, first.pointer)} is ${sayValue(scalarText(first.value))}`
  return [
    callOut(
      'inactive',
      'Inactive',
      detail,
      found.map(({ pointer }) => pointer)
    )
  ]
}

const isScalar = ({ kind }: JsonNode): boolean => kind !== 'object' && kind !== 'array'

function identityCallOuts(changes: readonly OwnRow[]): CallOut[] {
  const facts = Map.groupBy(changes, ({ row }) => `${row.beforeText} ${row.afterText}`)
  const sentences = [...facts.values()].flatMap(([first]) => (first ? [describeChange(first.row)] : []))
  if (sentences.length === 0) return []
  return [
    callOut('identity_changed', 'Identity changed', listFew(sentences, MOST_FACTS, '; '), pointersOf(changes))
  ]
}

function emailCallOuts({ gained, lost, pointers }: ListChange): CallOut[] {
  if (gained.length === 0 && lost.length === 0) return []
  const [from, to] = [few(lost), few(gained)]
  const title = 'E-mail changed'
  if (gained.length === 0) return [callOut('email_changed', title, `removed ${from}`, pointers)]
  if (lost.length === 0) return [callOut('email_changed', title, `added ${to}`, pointers)]
  return [callOut('email_changed', title, `from ${from} to ${to}`, pointers)]
}

function roleCallOuts({ gained, lost, pointers }: ListChange): CallOut[] {
  const detail = [
    ...(gained.length > 0 ? [`gained ${few(gained)}`] : []),
    ...(lost.length > 0 ? [`lost ${few(lost)}`] : [])
  ].join('; ')
  return detail === '' ? [] : [callOut('roles_changed', 'Roles changed', detail, pointers)]
}

function membershipCallOuts(groups: ListChange, members: ListChange): CallOut[] {
  const some = (code: CallOutCode, names: readonly string[], title: string, change: ListChange) =>
    names.length > 0 ? [callOut(code, title, few(names), change.pointers)] : []
  return [
    ...some('left_groups', groups.lost, `Left ${plural(groups.lost.length, 'group')}`, groups),
    ...some('joined_groups', groups.gained, `Joined ${plural(groups.gained.length, 'group')}`, groups),
    ...some('lost_members', members.lost, `${plural(members.lost.length, 'member')} left`, members),
    ...some('gained_members', members.gained, `${plural(members.gained.length, 'member')} joined`, members)
  ]
}

const few = (names: readonly string[]): string =>
  listFew(
    names.map((name) => sayValue(JSON.stringify(name))),
    MOST_NAMES
  )

/** Says where, never what. Looks into the later body, or where that is not at hand into what came with the rows. */
function passwordCallOuts(after: JsonNode | null, rows: readonly DiffRow[]): CallOut[] {
  const roots = after
    ? [{ pointer: '', label: '', value: after }]
    : rows.flatMap(({ pointer, label, afterText }) =>
        afterText !== null && /password/i.test(pointer + afterText)
          ? [{ pointer, label, value: parseJsonText(afterText) }]
          : []
      )
  const found: Leaf[] = []
  for (const { value, ...start } of roots) {
    visitLeaves(value, start, (leaf) => {
      if (isPassword(leaf)) found.push(leaf)
      return found.length < MOST_PLACES
    })
  }
  const [first] = found
  if (!first) return []
  const detail = `${sayPath(first.label, first.pointer)} is in the payload; its value is not shown here`
  return [
    callOut(
      'password_present',
      'Password present',
      detail,
      found.map(({ pointer }) => pointer)
    )
  ]
}

/** Not a truth value such as `hasPassword`, and not an empty one. */
const isPassword = ({ pointer, value }: Leaf): boolean =>
  (value.kind === 'number' || (value.kind === 'string' && value.value !== '')) &&
  pointer.split('/').some((step) => /password$/i.test(step))
