import type { DiffRow } from '#shared/diff-models.ts'
import type { CallOut } from './call-outs.ts'
import { formatNumber, plural } from './plain-text.ts'
import { groupDiff, isQuiet, summarizeDiff, type SectionTitle } from './sections.ts'

/** One of the two events of a comparison. */
export interface ComparedEvent {
  readonly id: string
  readonly type: string | null
  /** When it happened, in milliseconds. */
  readonly at: number
}

/** All that a copy for a ticket says. */
export interface Comparison {
  /** Whom or what it is about: a name or an e-mail address; both, where the two are different ones. */
  readonly who: string
  /** What it is compared with; swapped, that is the later one. */
  readonly from: ComparedEvent
  readonly to: ComparedEvent
  readonly callOuts: readonly CallOut[]
  readonly rows: readonly DiffRow[]
  /** How many values are the same. */
  readonly unchanged: number
  readonly warnings: readonly string[]
}

export interface CopiedSection {
  readonly title: SectionTitle
  /** `4 changed · 1 added`, of all rows. */
  readonly summary: string
  /** What says something first, then what is only written otherwise. */
  readonly rows: readonly DiffRow[]
  /** Says how many more there are; null when there are none. */
  readonly more: string | null
}

/** Nobody reads on in a ticket. */
const MOST_ROWS = 500

export const sectionsToCopy = (rows: readonly DiffRow[]): CopiedSection[] =>
  groupDiff(rows).map(({ title, rows: all }) => {
    const sorted = [...all.filter((row) => !isQuiet(row)), ...all.filter(isQuiet)]
    const left = sorted.length - MOST_ROWS
    return {
      title,
      summary: summarizeDiff(all),
      rows: sorted.slice(0, MOST_ROWS),
      more: left > 0 ? `${formatNumber(left)} more, not copied` : null
    }
  })

export const NOTHING_CHANGED = 'Nothing changed: both payloads hold the same values.'

export const sayUnchanged = (count: number): string => `${plural(count, 'value')} unchanged`

/** In UTC, for readers in any zone. */
export const instantOf = ({ at }: ComparedEvent): string => new Date(at).toISOString()
