import { useId, useState } from 'react'
import type { MappedField } from '#shared/mapping-models.ts'
import { Button } from '../../components/button.tsx'
import { plural } from '../../lib/format-count.ts'
import { commonCertaintyOf } from './mapping-words.ts'
import { labelOf, MappingRow, type Light } from './mapping-row.tsx'
import styles from './mapping.module.css'
import type { PlaceMenuHandle } from './place-menu.tsx'
import { useGridKeys } from './use-grid-keys.ts'

interface MappingGridProps {
  readonly fields: readonly MappedField[]
  readonly handle: PlaceMenuHandle
  readonly lit: string | null
}

const pageSize = 100

/** Raw on the left, normalised on the right, and between them how one came of the other. */
export function MappingGrid({ fields, handle, lit }: MappingGridProps) {
  const id = useId()
  const [shown, setShown] = useState(pageSize)
  const rows = fields.slice(0, shown)
  const common = commonCertaintyOf(fields)
  const keys = useGridKeys(rows.length, (row, column) => column === 1 || fields[row]?.source !== null)
  return (
    <>
      {common !== null && (
        <p className={styles['quiet']}>Unless a row says otherwise: {lowerFirst(common)}.</p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- what is in its cells takes the focus */}
      <div
        role="grid"
        aria-label="Where each field came from"
        aria-rowcount={fields.length + 1}
        className={styles['grid']}
        onKeyDownCapture={keys.onKeyDownCapture}
      >
        <div role="row" aria-rowindex={1} className={styles['heads']}>
          <span role="columnheader">Raw attribute</span>
          <span role="columnheader">How it came about</span>
          <span role="columnheader">Normalised field</span>
        </div>
        {rows.map((field, index) => (
          <MappingRow
            // oxlint-disable-next-line react/no-array-index-key -- labels repeat where names do
            key={`${field.field} ${index}`}
            field={field}
            index={index}
            id={`${id}-${index}`}
            handle={handle}
            stop={keys.stop.row === index ? keys.stop.column : null}
            onFocus={keys.onFocus}
            common={common}
            light={lightOf(field, lit)}
          />
        ))}
      </div>
      {fields.length > shown && (
        <Button size="small" onClick={() => setShown(shown + pageSize)}>
          Show {plural(Math.min(pageSize, fields.length - shown), 'more field')}
        </Button>
      )}
    </>
  )
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function lightOf(field: MappedField, lit: string | null): Light {
  if (lit === null) return null
  if (lit === labelOf(field) || lit === field.source?.label) return 'pair'
  return field.alike.some(({ label }) => label === lit) ? 'alike' : null
}
