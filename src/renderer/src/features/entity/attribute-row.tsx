import { formatSpan } from '#shared/changes/durations.ts'
import { visible } from '#shared/changes/plain-text.ts'
import type { Attribute } from '#shared/entity-models.ts'
import { plural } from '../../lib/format-count.ts'
import { formatInstant } from '../../lib/format-time.ts'
import { isSecret, readValue } from './attributes.ts'
import styles from './entity.module.css'
import { EventLink } from './event-link.tsx'

interface AttributeRowProps {
  readonly attribute: Attribute
  readonly path: string
  /** Whether nothing is older than the first event. */
  readonly isBorn: boolean
  /** Only the active row's links are stops of the Tab key. */
  readonly isActive: boolean
}

/** An attribute with its value, since when it has it, and what it was before. */
export function AttributeRow({ attribute, path, isBorn, isActive }: AttributeRowProps) {
  const { label, text, sinceId, sinceType, sinceAt, changes, before } = attribute
  const isHidden = isSecret(attribute)
  const tabIndex = isActive ? 0 : -1
  return (
    <div className={styles['attribute']}>
      <div role="gridcell" className={styles['path']} title={label}>
        <code>
          <bdi>{visible(path)}</bdi>
        </code>
        <small title={`${text === null ? 'Taken away' : 'Set'} by ${sinceType}, ${formatInstant(sinceAt)}`}>
          {sinceWords(attribute, isBorn)} <EventLink id={sinceId} at={sinceAt} tabIndex={tabIndex} />
          {changes > 0 && ` · ${plural(changes, 'change')}`}
          {' · '}
          {text === null ? 'taken away by' : 'set by'} <bdi>{shortestType(sinceType)}</bdi>
        </small>
      </div>
      <div role="gridcell" className={styles['value']}>
        {text === null ? <em>not there</em> : <Value text={text} isHidden={isHidden} />}
        {before && (
          <small>
            was {before.text === null ? <em>not there</em> : <Value text={before.text} isHidden={isHidden} />}{' '}
            <span>
              for {before.isStart && !isBorn && 'at least '}
              {formatSpan(before.sinceAt, sinceAt)}
            </span>
          </small>
        )}
      </div>
    </div>
  )
}

/** `user_updated`, but `organization.created`: a bare verb would not say of what. */
const shortestType = (type: string): string => /(?:[^.]+\.)?[^._]+$|[^.]+$/.exec(type)?.[0] ?? type

/** What was so in the first event that is known may have been so before. */
function sinceWords({ text, isStart }: Attribute, isBorn: boolean): string {
  if (text === null) return 'gone since'
  return isStart && !isBorn ? 'at least since' : 'since'
}

function Value({ text, isHidden }: { readonly text: string; readonly isHidden: boolean }) {
  if (isHidden) return <em>hidden</em>
  const { words, isNamed } = readValue(text)
  if (isNamed) return <em>{words}</em>
  return (
    <code title={words}>
      <bdi>{visible(words)}</bdi>
    </code>
  )
}
