import {
  Equal,
  EqualApproximately,
  EqualNot,
  CircleSlash,
  CircleHelp,
  Sigma,
  type LucideIcon
} from 'lucide-react'
import { memo } from 'react'
import type { MappedField } from '#shared/mapping-models.ts'
import { PathText } from '../../components/path-text.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { formatInstant } from '../../lib/format-time.ts'
import { exceptionOf, partOf, sentenceOf, shownPath } from './mapping-words.ts'
import styles from './mapping.module.css'
import { PlaceButton, type PlaceMenuHandle } from './place-menu.tsx'
import { cellProps, type GridKeys } from './use-grid-keys.ts'
import { Value } from './value.tsx'

/** What of a row belongs to the attribute that is pointed at, anywhere in the tab. */
export type Light = 'pair' | 'alike' | null

interface MappingRowProps {
  readonly field: MappedField
  readonly index: number
  readonly id: string
  readonly handle: PlaceMenuHandle
  /** The column of its tab stop; null where it has none. */
  readonly stop: number | null
  readonly onFocus: GridKeys['onFocus']
  /** What is said once for all rows of how sure they are; a row says only what is different. */
  readonly common: string | null
  readonly light: Light
}

export const labelOf = ({ field }: MappedField): string => `data.${field}`

/** A raw attribute, how a field came of it, and the field. Drawn again only when it changes: there may be hundreds. */
export const MappingRow = memo(function MappingRow(props: MappingRowProps) {
  const { field, index, id, handle, stop, onFocus, common, light } = props
  const { source, alike } = field
  const label = labelOf(field)
  return (
    <div role="row" aria-rowindex={index + 2} className={styles['row']}>
      <div role="gridcell" className={styles['cell']} data-lit={light === 'pair' || undefined}>
        <span className={styles['side']} aria-hidden>
          raw
        </span>
        {source ? (
          <>
            <PlaceButton
              handle={handle}
              place={source}
              aria-describedby={id}
              data-label={source.label}
              {...cellProps({ row: index, column: 0 }, stop === 0, onFocus)}
            />
            <Value text={source.text} />
          </>
        ) : (
          <span className={styles['none']}>{noSource[field.agreement] ?? 'no raw attribute'}</span>
        )}
        {alike.length > 0 && (
          <p className={styles['alike']} data-lit={light === 'alike' || undefined}>
            also equal to{' '}
            {alike.map((place, at) => (
              <span key={place.label}>
                {at > 0 && ', '}
                <code title={spellOutBidi(place.label)}>
                  <PathText text={shownPath(place.label)} />
                </code>
              </span>
            ))}
          </p>
        )}
      </div>
      <div role="gridcell" className={styles['how']}>
        <How field={field} common={common} />
        <span id={id} hidden>
          {spellOutBidi(sentenceOf(field))}
        </span>
      </div>
      <div role="gridcell" className={styles['cell']} data-lit={light !== null || undefined}>
        <span className={styles['side']} aria-hidden>
          field
        </span>
        <PlaceButton
          handle={handle}
          place={{ pointer: field.pointer, label, text: field.text }}
          aria-describedby={id}
          data-label={label}
          {...cellProps({ row: index, column: 1 }, stop === 1, onFocus)}
        />
        <Value text={field.text} />
      </div>
    </div>
  )
})

const noSource: Readonly<Partial<Record<MappedField['agreement'], string>>> = {
  computed: 'not from a raw attribute',
  missing: 'not in this event',
  unexplained: 'none holds this value'
}

const looks: Readonly<Record<MappedField['agreement'], { icon: LucideIcon; tone: Tone }>> = {
  equal: { icon: Equal, tone: 'good' },
  coerced: { icon: EqualApproximately, tone: 'info' },
  differs: { icon: EqualNot, tone: 'bad' },
  missing: { icon: CircleSlash, tone: 'warn' },
  unexplained: { icon: CircleHelp, tone: 'warn' },
  computed: { icon: Sigma, tone: 'plain' }
}

function How({ field, common }: Pick<MappingRowProps, 'field' | 'common'>) {
  const { icon, tone } = looks[field.agreement]
  const exception = exceptionOf(field, common)
  return (
    <>
      <span className={styles['agreement']}>
        <Tag icon={icon} tone={partOf(field) === 'empty' ? 'plain' : tone}>
          {field.agreement}
        </Tag>
      </span>
      <p>
        <bdi>{spellOutBidi(field.ruleText)}</bdi>{' '}
        {exception !== null && (
          <span
            className={styles['certainty']}
            title={field.seen === null ? undefined : `Since ${formatInstant(field.seen.since)}`}
          >
            {exception}.
          </span>
        )}
      </p>
    </>
  )
}
