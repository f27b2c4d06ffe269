import { useState } from 'react'
import type { DiffRow, UnchangedValue } from '#shared/diff-models.ts'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { plural } from '../../lib/format-count.ts'
import { ChangeRow } from './change-row.tsx'
import styles from './changes.module.css'
import type { RowView } from './row-view.ts'
import { pageSize, SameRows } from './same-rows.tsx'

interface SectionProps {
  readonly title: string
  /** What changed, in words and numbers. */
  readonly summary: string
  readonly loud: readonly DiffRow[]
  /** What is another one in every event. */
  readonly expected: readonly DiffRow[]
  /** What says the same fact in another spelling. */
  readonly quiet: readonly DiffRow[]
  readonly same: readonly UnchangedValue[]
  /** A path as it is called within the section. */
  readonly labelOf: (label: string) => string
  readonly view: RowView
}

/** A part of the payload: what changed in it, then, folded, what hardly did and what did not. */
export function Section({ title, summary, loud, expected, quiet, same, labelOf, view }: SectionProps) {
  const [isExpectedOpen, setExpectedOpen] = useState(false)
  const [isQuietOpen, setQuietOpen] = useState(false)
  const [isSameOpen, setSameOpen] = useState(false)
  return (
    <section className={styles['section']} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span>{summary}</span>
      </header>
      <ChangeRows rows={loud} labelOf={labelOf} view={view} />
      {expected.length > 0 && (
        <Disclosure
          isOpen={isExpectedOpen}
          onToggle={setExpectedOpen}
          summary={`${plural(expected.length, 'value')} that every event has of its own`}
        >
          <ChangeRows rows={expected} labelOf={labelOf} view={view} />
        </Disclosure>
      )}
      {quiet.length > 0 && (
        <Disclosure
          isOpen={isQuietOpen}
          onToggle={setQuietOpen}
          summary={`${plural(quiet.length, 'value')} only spelt otherwise`}
        >
          <ChangeRows rows={quiet} labelOf={labelOf} view={view} />
        </Disclosure>
      )}
      {same.length > 0 && (
        <Disclosure
          isOpen={isSameOpen}
          onToggle={setSameOpen}
          summary={`${plural(same.length, 'value')} unchanged`}
        >
          <SameRows rows={same} labelOf={labelOf} view={view} />
        </Disclosure>
      )}
    </section>
  )
}

type ChangeRowsProps = Pick<SectionProps, 'labelOf' | 'view'> & { readonly rows: readonly DiffRow[] }

function ChangeRows({ rows, labelOf, view }: ChangeRowsProps) {
  const [shown, setShown] = useState(pageSize)
  const more = Math.min(pageSize, rows.length - shown)
  return (
    <>
      <ul>
        {rows.slice(0, shown).map((row) => (
          <ChangeRow key={`${row.kind} ${row.pointer}`} row={row} label={labelOf(row.label)} view={view} />
        ))}
      </ul>
      {more > 0 && (
        <Button size="small" onClick={() => setShown(shown + pageSize)}>
          Show {plural(more, 'more change')}
        </Button>
      )}
    </>
  )
}
