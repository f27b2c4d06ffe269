import { useState } from 'react'
import { HIDDEN, isSecretPlace } from '#shared/changes/secret-names.ts'
import type { UnchangedValue } from '#shared/diff-models.ts'
import { Button } from '../../components/button.tsx'
import { plural } from '../../lib/format-count.ts'
import styles from './changes.module.css'
import { Place } from './place.tsx'
import { RowButton } from './row-button.tsx'
import type { RowView } from './row-view.ts'
import { Value } from './value.tsx'

export const pageSize = 200

interface SameRowsProps {
  readonly rows: readonly UnchangedValue[]
  readonly labelOf: (label: string) => string
  readonly view: RowView
}

/** Values that did not change, or of which nothing earlier is known. */
export function SameRows({ rows, labelOf, view }: SameRowsProps) {
  const [shown, setShown] = useState(pageSize)
  const more = Math.min(pageSize, rows.length - shown)
  return (
    <>
      <ul className={styles['same']}>
        {rows.slice(0, shown).map(({ label, pointer, text }) => {
          const since = view.blame({ pointer })
          const attend = (anchor: Element) =>
            view.onAttend({
              anchor,
              label,
              pointer,
              before: null,
              after: text,
              history:
                view.entityId === null
                  ? null
                  : { entityId: view.entityId, eventId: since?.id ?? view.eventId }
            })
          return (
            <li key={pointer} className={styles['row']}>
              <span className={styles['label']}>
                <Place label={labelOf(label)} pointer={pointer} />
              </span>
              <span className={styles['value']}>
                <Value text={isSecretPlace(pointer) ? HIDDEN : text} />
              </span>
              <RowButton label={label} onPress={attend} />
            </li>
          )
        })}
      </ul>
      {more > 0 && (
        <Button size="small" onClick={() => setShown(shown + pageSize)}>
          Show {plural(more, 'more value')}
        </Button>
      )}
    </>
  )
}
