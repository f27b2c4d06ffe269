import { ArrowLeftRight, ArrowRight, Minus, Pencil, Plus, Replace, type LucideIcon } from 'lucide-react'
import { describeChange } from '#shared/changes/describe-change.ts'
import { HIDDEN, isSecretPlace } from '#shared/changes/secret-names.ts'
import { nothingWord } from '#shared/changes/sections.ts'
import type { DiffKind, DiffRow } from '#shared/diff-models.ts'
import { Tag, type Tone } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import styles from './changes.module.css'
import { Place } from './place.tsx'
import { RowButton } from './row-button.tsx'
import type { RowView } from './row-view.ts'
import { SinceLine } from './since-line.tsx'
import { Value } from './value.tsx'
import { sideOf, wordChange } from './word-change.ts'

const kinds: Readonly<Record<DiffKind, { icon: LucideIcon; tone: Tone; word: string }>> = {
  added: { icon: Plus, tone: 'good', word: 'added' },
  removed: { icon: Minus, tone: 'bad', word: 'removed' },
  changed: { icon: Pencil, tone: 'warn', word: 'changed' },
  moved: { icon: ArrowLeftRight, tone: 'info', word: 'moved' },
  retyped: { icon: Replace, tone: 'warn', word: 'retyped' }
}

interface ChangeRowProps {
  readonly row: DiffRow
  /** Its path within its section. */
  readonly label: string
  readonly view: RowView
}

/** One change: where, what it was, what it became. Screen readers get it as one sentence. */
export function ChangeRow({ row, label, view }: ChangeRowProps) {
  const { icon, tone, word } = kinds[row.kind]
  const since = row.kind === 'added' ? null : view.blame(row)
  const segments = wordsOf(row)
  const attend = (anchor: Element) =>
    view.onAttend({
      anchor,
      label: row.label,
      pointer: row.pointer,
      before: row.beforeText,
      after: row.afterText,
      history: view.entityId === null ? null : { entityId: view.entityId, eventId: since?.id ?? view.eventId }
    })
  return (
    <li className={classNames(styles['row'], styles[view.layout])}>
      <p className={styles['words']}>{describeChange(row)}</p>
      <span className={styles['kind']} aria-hidden>
        <Tag tone={tone} icon={icon} isBare>
          {word}
        </Tag>
      </span>
      <span className={styles['label']} aria-hidden>
        <Place label={label} pointer={row.pointer} />
        {row.from && (
          <small>
            from <Place label={row.from.label} pointer={row.from.pointer} />
          </small>
        )}
      </span>
      <div className={styles['values']}>
        <span className={styles['before']}>
          <Side row={row} text={row.beforeText} isBefore segments={segments && sideOf(segments, 'removed')} />
        </span>
        <span className={styles['after']}>
          <ArrowRight className={styles['arrow']} size={13} aria-hidden />
          <Side
            row={row}
            text={row.afterText}
            isBefore={false}
            segments={segments && sideOf(segments, 'added')}
          />
        </span>
        {since && <SinceLine since={since} until={view.until} onOpen={view.onOpen} />}
      </div>
      <RowButton label={row.label} onPress={attend} />
    </li>
  )
}

/** By word where both sides are texts and one is plainly made from the other. */
function wordsOf({ kind, pointer, before, after, beforeText, afterText }: DiffRow) {
  // A number that is not exact in JavaScript arrives as a text as well, but is none.
  const areTexts = beforeText?.startsWith('"') && afterText?.startsWith('"')
  return kind === 'changed' &&
    areTexts &&
    !isSecretPlace(pointer) &&
    typeof before === 'string' &&
    typeof after === 'string'
    ? wordChange(before, after)
    : null
}

interface SideProps {
  readonly row: DiffRow
  readonly text: string | null
  readonly isBefore: boolean
  readonly segments: ReturnType<typeof wordChange>
}

function Side({ row, text, isBefore, segments }: SideProps) {
  const Element = isBefore ? 'del' : 'ins'
  if (row.note === 'unassigned') {
    return (
      <Element className={styles['unassigned']} aria-hidden>
        {nothingWord(text)}
      </Element>
    )
  }
  if (text === null) {
    return (
      <span className={styles['absent']} aria-hidden>
        —
      </span>
    )
  }
  return (
    <Element aria-hidden>
      <Value
        text={isSecretPlace(row.pointer) ? HIDDEN : text}
        isQuoted={row.kind === 'retyped'}
        segments={segments}
      />
    </Element>
  )
}
