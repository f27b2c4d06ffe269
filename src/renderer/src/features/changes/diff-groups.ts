import type { DiffKind, DiffRow } from '#shared/diff-models.ts'
import { formatCount } from './format-count.ts'

export interface DiffGroup {
  readonly title: string
  readonly rows: readonly DiffRow[]
}

/** What the provider sent first, then what was made of it, then the envelope around both. Empty groups are left out. */
const groups = [
  { title: 'raw_attributes', prefix: '/data/raw_attributes', labelPrefix: 'data.raw_attributes' },
  { title: 'Normalised fields', prefix: '/data', labelPrefix: 'data' },
  { title: 'Envelope', prefix: '', labelPrefix: '' }
] as const

export function groupDiff(rows: readonly DiffRow[]): DiffGroup[] {
  const found = groups.map(({ title }) => ({ title, rows: [] as DiffRow[] }))
  for (const row of rows) {
    const index = groups.findIndex(
      ({ prefix }) => row.pointer === prefix || row.pointer.startsWith(`${prefix}/`)
    )
    found[index]?.rows.push(row)
  }
  return found.filter((group) => group.rows.length > 0)
}

/** The part of a SCIM schema's name that says nothing. */
const urnNoise = /urn:ietf:params:scim:schemas:(?:extension|core):/

/** A row's path within its group, which already says where it begins; long schema names are shortened. */
export function labelWithin(title: string, label: string): string {
  const prefix = groups.find((group) => group.title === title)?.labelPrefix ?? ''
  const rest = prefix !== '' && label.startsWith(prefix) ? label.slice(prefix.length) : ''
  const isPath = rest.startsWith('.') || rest.startsWith('[')
  return (isPath ? rest.replace(/^\./, '') : label).replace(urnNoise, 'urn:…:')
}

const kinds: readonly DiffKind[] = ['changed', 'added', 'removed', 'moved', 'retyped']

/** `4 changed · 1 added` */
export function summarizeDiff(rows: readonly DiffRow[]): string {
  return kinds
    .map((kind) => ({ kind, count: rows.filter((row) => row.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${formatCount(count)} ${kind}`)
    .join(' · ')
}
