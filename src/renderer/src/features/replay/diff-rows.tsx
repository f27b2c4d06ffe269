import { ArrowLeftRight, ArrowRight, Minus, Pencil, Plus, Replace, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { HIDDEN, isSecretPlace } from '#shared/changes/secret-names.ts'
import type { DiffKind, DiffRow } from '#shared/diff-models.ts'
import { Button } from '../../components/button.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { plural } from '../../lib/format-count.ts'
import { Place } from '../changes/place.tsx'
import { Value } from '../changes/value.tsx'
import styles from './diff-rows.module.css'

type Row = Pick<DiffRow, 'pointer' | 'label' | 'kind' | 'beforeText' | 'afterText'>

const kinds: Readonly<Record<DiffKind, { icon: LucideIcon; tone: Tone; word: string }>> = {
  added: { icon: Plus, tone: 'good', word: 'added' },
  removed: { icon: Minus, tone: 'bad', word: 'removed' },
  changed: { icon: Pencil, tone: 'warn', word: 'changed' },
  moved: { icon: ArrowLeftRight, tone: 'info', word: 'moved' },
  retyped: { icon: Replace, tone: 'warn', word: 'retyped' }
}
const pageSize = 100

/** What differs between two bodies, one line each; plainer than the changes of an event, as nothing is asked of it. */
export function DiffRows({ rows }: { readonly rows: readonly Row[] }) {
  const [shown, setShown] = useState(pageSize)
  const more = Math.min(pageSize, rows.length - shown)
  return (
    <>
      <ul className={styles['rows']}>
        {rows.slice(0, shown).map(({ kind, pointer, label, beforeText, afterText }, index) => {
          const { icon, tone, word } = kinds[kind]
          const isSecret = isSecretPlace(pointer)
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a name that is there twice has the same pointer twice
            <li key={`${index} ${pointer}`}>
              <Tag tone={tone} icon={icon} isBare>
                {word}
              </Tag>
              <span className={styles['path']}>
                <Place label={label} pointer={pointer} />
              </span>
              <span className={styles['values']}>
                {beforeText !== null && (
                  <del>
                    <Value text={isSecret ? HIDDEN : beforeText} isQuoted={kind === 'retyped'} />
                  </del>
                )}
                {beforeText !== null && afterText !== null && <ArrowRight size={12} aria-label="became" />}
                {afterText !== null && (
                  <ins>
                    <Value text={isSecret ? HIDDEN : afterText} isQuoted={kind === 'retyped'} />
                  </ins>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {more > 0 && (
        <Button size="small" onClick={() => setShown(shown + pageSize)}>
          Show {plural(more, 'more change')}
        </Button>
      )}
    </>
  )
}
