import { useState } from 'react'
import { notify } from '../../components/notify.ts'
import { CloseUp } from './close-up.tsx'
import { Density } from './density.tsx'
import { Dot } from './dot.tsx'
import { EventCard } from './event-card.tsx'
import type { HandleKind } from './handle.tsx'
import { Handles, type PlacedHandle } from './handles.tsx'
import type { History, HistoryStore } from './history-store.ts'
import styles from './history.module.css'
import { labelsOf, widthOfLabel } from './labels.ts'
import { gap, moveApart, placeLabels, placeOf } from './positions.ts'
import type { EventInTime, Hovered, ScrubberProps } from './scrubber.tsx'

export type LineProps = Omit<ScrubberProps, 'title' | 'aside'> & {
  readonly history: History
  readonly store: HistoryStore
  readonly length: number
  /** The event that the reader looks at without going there. */
  readonly focus: string | null
  readonly onFocus: (id: string | null) => void
}

/** Every event as a dot where there is room for that; else how they are spread, and some of them side by side. */
export function Line(props: LineProps) {
  const { at, base = null, onPoint, onBase, history, store, length, focus, onFocus } = props
  const { entity, rows, older, newer, known } = history
  const [hovered, setHovered] = useState<Hovered | HandleKind | null>(null)
  // One that is still being read leaves the handle, and with it the keyboard, where it was.
  const found = known.get(at ?? entity.lastId)
  const [last, setLast] = useState(found)
  if (found && found !== last) setLast(found)
  const shown = found ?? last
  const isWhole = older === null && newer === null && (rows.length - 1) * gap <= length
  const placeAt = (time: number) => placeOf(time, entity.firstAt, entity.lastAt, length)
  const exact = rows.map((row) => placeAt(row.happenedAt))
  const places = isWhole ? moveApart(exact, length) : exact
  const placeOfEvent = ({ id, happenedAt }: EventInTime) =>
    places[rows.findIndex((row) => row.id === id)] ?? placeAt(happenedAt)
  const roleOf = (id: string) => {
    if (id === shown?.id) return 'shown'
    return id === base?.id ? 'base' : null
  }
  const handles = placeHandles(base, shown, placeOfEvent, length)
  // What is taken away below the pointer or the keyboard does not say that it is left.
  if (typeof hovered === 'string' && !handles.some(({ kind }) => kind === hovered)) setHovered(null)
  const card = typeof hovered === 'string' ? handles.find(({ kind }) => kind === hovered) : hovered
  const carded = card && known.get(card.event.id)
  const browse = (time: number) =>
    void notify.whenFailed('Could not find the event', async () => {
      onFocus((await store.eventAt(time))?.id ?? null)
    })

  const room = Math.floor(length / gap) + 1
  const middleIndex = rows.findIndex((row) => row.id === (focus ?? shown?.id))
  const middle = middleIndex < 0 ? rows.length >> 1 : middleIndex
  const start = Math.max(0, Math.min(middle - (room >> 1), rows.length - room))
  const near = rows.slice(start, start + room)
  const look = (index: number) => onFocus(rows[Math.max(0, Math.min(index, rows.length - 1))]?.id ?? null)

  const dots = { total: entity.events, onPoint, onBase, onHover: setHovered }
  return (
    <>
      <div className={styles['line']}>
        {isWhole ? (
          rows.map((event, index) => (
            <Dot key={event.id} event={event} place={places[index] ?? 0} role={roleOf(event.id)} {...dots} />
          ))
        ) : (
          <Density
            entity={entity}
            length={length}
            from={near[0]?.happenedAt ?? entity.firstAt}
            to={near.at(-1)?.happenedAt ?? entity.lastAt}
            onBrowse={browse}
          />
        )}
        <Handles {...props} handles={handles} places={isWhole ? places : null} onHover={setHovered} />
      </div>
      <div className={styles['labels']} aria-hidden>
        {placeLabels(
          labelsOf({ entity, rows: isWhole ? rows : [], shown, base, placeOfEvent, placeAt }),
          length,
          widthOfLabel
        ).map(({ key, text, left }) => (
          <span key={key} style={{ left }}>
            {text}
          </span>
        ))}
      </div>
      {!isWhole && (
        <CloseUp
          {...dots}
          rows={near}
          roleOf={roleOf}
          onOlder={start > 0 || older !== null ? () => look(start) : null}
          onNewer={start + room < rows.length || newer !== null ? () => look(start + room) : null}
        />
      )}
      {card && carded && (
        <EventCard
          event={carded}
          place={card.place}
          length={length}
          total={entity.events}
          hint={onBase ? 'Click to show it, Alt+click to compare from here' : null}
        />
      )}
    </>
  )
}

/** Both handles in their fixed order, apart from each other. */
function placeHandles(
  base: EventInTime | null,
  shown: EventInTime | undefined,
  placeOfEvent: (event: EventInTime) => number,
  length: number
): PlacedHandle[] {
  const ends = [
    ...(base ? [{ kind: 'base' as const, event: base }] : []),
    ...(shown ? [{ kind: 'shown' as const, event: shown }] : [])
  ]
  const inOrder = ends.toSorted((a, b) => placeOfEvent(a.event) - placeOfEvent(b.event))
  const places = moveApart(
    inOrder.map(({ event }) => placeOfEvent(event)),
    length
  )
  return ends.map((end) => ({ ...end, place: places[inOrder.indexOf(end)] ?? 0 }))
}
