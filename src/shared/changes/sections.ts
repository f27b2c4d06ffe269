import type { DiffKind, DiffRow } from '#shared/diff-models.ts'
import { formatNumber } from './plain-text.ts'

export type SectionTitle = 'raw_attributes' | 'Normalised fields' | 'Envelope'

export interface DiffGroup {
  readonly title: SectionTitle
  readonly rows: readonly DiffRow[]
}

/** What the provider sent: a user's or a group's own, or what each of a user's identities came with. */
const RAW = /^\/data\/(?:user\/user_profile\/external_identities\/[^/]+\/)?raw_attributes(?=\/|$)/
/** The entity itself: `user.*` events have it one level down. */
const ENTITY = /^\/data(?:\/user(?:\/user_profile)?)?(?=\/|$)/

/** Which part of the payload a pointer leads into. */
export function sectionOf(pointer: string): SectionTitle {
  if (RAW.test(pointer)) return 'raw_attributes'
  return ENTITY.test(pointer) ? 'Normalised fields' : 'Envelope'
}

/**
 * The names that lead from the entity to one of its own attributes, without the schema that an extension is kept
 * under; null outside of it.
 */
export function ownPath(pointer: string): string[] | null {
  const start = RAW.exec(pointer) ?? ENTITY.exec(pointer)
  if (!start) return null
  const [, first = '', ...rest] = pointer.slice(start[0].length).split('/').map(unescapeStep)
  return isUrn(first) && rest.length > 0 ? rest : [first, ...rest]
}

const unescapeStep = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')
export const isUrn = (name: string): boolean => /^urn:/i.test(name)

const order: readonly SectionTitle[] = ['raw_attributes', 'Normalised fields', 'Envelope']

/** What the provider sent first, then what was made of it, then the envelope around both. Empty groups are left out. */
export function groupDiff(rows: readonly DiffRow[]): DiffGroup[] {
  const groups = Map.groupBy(rows, (row) => sectionOf(row.pointer))
  return order.flatMap((title) => {
    const found = groups.get(title)
    return found ? [{ title, rows: found }] : []
  })
}

/** Whether a row only says that the same thing is written otherwise: the case of a name, the form of a number. */
export const isQuiet = ({ note }: Pick<DiffRow, 'note'>): boolean =>
  note === 'name_case' || note === 'number_form'

/** Which way of saying nothing a side of an `unassigned` row has. */
export function nothingWord(text: string | null): 'missing' | 'null' | 'empty list' {
  if (text === null) return 'missing'
  return text === 'null' ? 'null' : 'empty list'
}

const prefixes: Readonly<Record<string, string>> = {
  raw_attributes: 'data.raw_attributes',
  'Normalised fields': 'data'
}
/** The part of a SCIM schema's name that says nothing. */
const urnNoise = /urn:ietf:params:scim:schemas:(?:extension|core):/

/** A row's path within its group, which already says where it begins; long schema names are shortened. */
export function labelWithin(title: string, label: string): string {
  const prefix = prefixes[title]
  const rest = prefix !== undefined && label.startsWith(prefix) ? label.slice(prefix.length) : ''
  const isPath = rest.startsWith('.') || rest.startsWith('[')
  return (isPath ? rest.replace(/^\./, '') : label).replace(urnNoise, 'urn:…:')
}

const kinds: readonly DiffKind[] = ['changed', 'added', 'removed', 'moved', 'retyped']

/** `4 changed · 1 added` */
export function summarizeDiff(rows: readonly Pick<DiffRow, 'kind'>[]): string {
  return kinds
    .map((kind) => ({ kind, count: rows.filter((row) => row.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${formatNumber(count)} ${kind}`)
    .join(' · ')
}
