import { memo, useId, useState } from 'react'
import type { UnmappedAttribute } from '#shared/mapping-models.ts'
import { Button } from '../../components/button.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { plural } from '../../lib/format-count.ts'
import styles from './mapping.module.css'
import { PlaceButton, type PlaceMenuHandle } from './place-menu.tsx'
import { cellProps, useGridKeys, type GridKeys } from './use-grid-keys.ts'
import { Value } from './value.tsx'

interface UnmappedListProps {
  readonly attributes: readonly UnmappedAttribute[]
  readonly handle: PlaceMenuHandle
  readonly lit: string | null
}

const pageSize = 100

/** Raw attributes that reached no field, each with the reason. */
export function UnmappedList({ attributes, handle, lit }: UnmappedListProps) {
  const id = useId()
  const [shown, setShown] = useState(pageSize)
  const rows = attributes.slice(0, shown)
  const keys = useGridKeys(rows.length, (_row, column) => column === 0)
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- what is in its cells takes the focus */}
      <div
        role="grid"
        aria-labelledby="unmapped-heading"
        aria-rowcount={attributes.length}
        className={styles['grid']}
        onKeyDownCapture={keys.onKeyDownCapture}
      >
        {rows.map((place, index) => (
          <UnmappedRow
            // oxlint-disable-next-line react/no-array-index-key -- labels repeat where names do
            key={`${place.label} ${index}`}
            place={place}
            index={index}
            id={`${id}-${index}`}
            handle={handle}
            isStop={keys.stop.row === index}
            onFocus={keys.onFocus}
            isLit={lit === place.label}
          />
        ))}
      </div>
      {attributes.length > shown && (
        <Button size="small" onClick={() => setShown(shown + pageSize)}>
          Show {plural(Math.min(pageSize, attributes.length - shown), 'more attribute')}
        </Button>
      )}
    </>
  )
}

interface UnmappedRowProps {
  readonly place: UnmappedAttribute
  readonly index: number
  readonly id: string
  readonly handle: PlaceMenuHandle
  readonly isStop: boolean
  readonly onFocus: GridKeys['onFocus']
  readonly isLit: boolean
}

const UnmappedRow = memo(function UnmappedRow(props: UnmappedRowProps) {
  const { place, index, id, handle, isStop, onFocus, isLit } = props
  return (
    <div role="row" aria-rowindex={index + 1} className={styles['other']}>
      <div role="gridcell" className={styles['cell']} data-lit={isLit || undefined}>
        <PlaceButton
          handle={handle}
          place={place}
          aria-describedby={id}
          data-label={place.label}
          {...cellProps({ row: index, column: 0 }, isStop, onFocus)}
        />
        <Value text={place.text} />
      </div>
      <div role="gridcell" id={id} className={styles['reason']}>
        {spellOutBidi(place.reason)}
      </div>
    </div>
  )
})
