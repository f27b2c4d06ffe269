import { useEffect, useMemo, useState, type ComponentProps, type ReactNode } from 'react'
import type { EntityEvent } from '#shared/entity-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { plural } from '../../lib/format-count.ts'
import { useStore } from '../../state/store.ts'
import { createHistory, type History } from './history-store.ts'
import styles from './history.module.css'
import { Line } from './line.tsx'
import { useWidth } from '../../lib/use-width.ts'

export interface ScrubberProps {
  readonly entityId: string
  /** The event at which it stands; null for the latest. */
  readonly at: string | null
  /** The event that the one it stands at is compared with. */
  readonly base?: EventInTime | null
  readonly onPoint: (id: string) => void
  /** Where another base can be chosen. */
  readonly onBase?: (id: string) => void
  /** What stands above the line, where it is said already whose history it is. */
  readonly title?: (history: History) => ReactNode
  /** What else is said above the line. */
  readonly aside?: ReactNode
}

export interface EventInTime {
  readonly id: string
  readonly happenedAt: number
  readonly action: EntityEvent['action']
}

export interface Hovered {
  readonly event: EntityEvent
  readonly place: number
}

/** The events of an entity on a line of time: shows one, and what it is compared with. */
export function Scrubber(props: ScrubberProps) {
  const { entityId, at, title = ownTitle, aside } = props
  const client = useClient()
  const store = useMemo(() => createHistory(client, entityId), [client, entityId])
  const [looked, setLooked] = useState<{ at: string | null; id: string | null }>({ at, id: null })
  /** Where the reader looks without going there; that ends when another event is shown. */
  const focus = looked.at === at ? looked.id : null
  // Before the store is read below, so that the first window is the right one.
  useEffect(() => store.show(focus ?? at), [store, focus, at])
  const { value, error } = useStore(store)
  return (
    <section className={styles['scrubber']} aria-label="History">
      <header>
        <p>{value ? title(value) : 'History'}</p>
        {aside !== undefined && <div>{aside}</div>}
      </header>
      {value && (
        <Measured
          {...props}
          history={value}
          store={store}
          focus={focus}
          onFocus={(id) => setLooked({ at, id })}
        />
      )}
      {!value && error === null && <div className={styles['room']} />}
      {!value && error !== null && <Notice tone="warn">{error}</Notice>}
    </section>
  )
}

const ownTitle = ({ entity }: History) => (
  <>
    History of{' '}
    <b>
      <bdi>{spellOutBidi(entity.label ?? entity.id)}</bdi>
    </b>{' '}
    <span>
      — {plural(entity.events, 'event')} since <Instant at={entity.firstAt} isRough />
    </span>
  </>
)

function Measured(props: Omit<ComponentProps<typeof Line>, 'length'>) {
  const [measure, length] = useWidth()
  return (
    <div className={styles['body']}>
      <div ref={measure} className={styles['measure']} />
      {length > 0 && <Line {...props} length={length} />}
    </div>
  )
}
