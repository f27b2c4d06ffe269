import {
  isQuiet,
  labelWithin,
  sectionOf,
  summarizeDiff,
  type SectionTitle
} from '#shared/changes/sections.ts'
import type { DiffRow, UnchangedValue } from '#shared/diff-models.ts'
import { Instant } from '../../components/instant.tsx'
import { plural } from '../../lib/format-count.ts'
import styles from './changes.module.css'
import type { Diff } from './diff.ts'
import type { RowView } from './row-view.ts'
import { SameRows } from './same-rows.tsx'
import { Section } from './section.tsx'

const titles: readonly SectionTitle[] = ['raw_attributes', 'Normalised fields', 'Envelope']

function bySection<T extends { readonly pointer: string }>(
  rows: readonly T[]
): ReadonlyMap<SectionTitle, readonly T[]> {
  return Map.groupBy(rows, ({ pointer }) => sectionOf(pointer))
}

/** No two events are alike in that. */
const isExpected = ({ kind, pointer }: DiffRow): boolean =>
  kind === 'changed' && (pointer === '/id' || pointer === '/occurred_at')

interface SectionsProps {
  readonly diff: Diff
  readonly view: RowView
  /** When the two events happened. */
  readonly from: number
  readonly to: number
}

/** A comparison by the parts of a payload: what the provider sent, what was made of it, what is around both. */
export function Sections({ diff: { rows, same }, view, from, to }: SectionsProps) {
  const changed = bySection(rows)
  const equal = bySection(same)
  return (
    <div className={styles['sections']}>
      {view.layout === 'side' && rows.length > 0 && (
        <div className={styles['columns']} aria-hidden>
          <Instant at={from} />
          <Instant at={to} />
        </div>
      )}
      {titles.map((title) => {
        const own = changed.get(title) ?? []
        const ownSame = equal.get(title) ?? []
        if (own.length === 0 && ownSame.length === 0) return null
        return (
          <Section
            key={title}
            title={title}
            summary={summarizeDiff(own.filter((row) => !isExpected(row))) || 'no changes'}
            loud={own.filter((row) => !isQuiet(row) && !isExpected(row))}
            expected={own.filter(isExpected)}
            quiet={own.filter(isQuiet)}
            same={ownSame}
            labelOf={(label) => labelWithin(title, label)}
            view={view}
          />
        )
      })}
    </div>
  )
}

interface StateSectionsProps {
  readonly values: readonly UnchangedValue[]
  readonly view: RowView
}

/** All values of one payload by its parts. */
export function StateSections({ values, view }: StateSectionsProps) {
  const grouped = bySection(values)
  return titles.map((title) => {
    const rows = grouped.get(title)
    if (!rows) return null
    return (
      <section key={title} className={styles['section']} aria-label={title}>
        <header>
          <h3>{title}</h3>
          <span>{plural(rows.length, 'value')}</span>
        </header>
        <SameRows rows={rows} labelOf={(label) => labelWithin(title, label)} view={view} />
      </section>
    )
  })
}
