import { notify } from '../../components/notify.ts'
import { Handle, type HandleKind, type Step } from './handle.tsx'
import type { LineProps } from './line.tsx'
import { nearest } from './positions.ts'
import { formatMoment, sayEvent } from './say-event.ts'
import type { EventInTime } from './scrubber.tsx'

export interface PlacedHandle {
  readonly kind: HandleKind
  readonly event: EventInTime
  readonly place: number
}

type HandlesProps = Omit<LineProps, 'at' | 'base' | 'focus' | 'entityId'> & {
  readonly handles: readonly PlacedHandle[]
  /** Where the events of the window stand; null where they crowd and times are what counts. */
  readonly places: readonly number[] | null
  readonly onHover: (kind: HandleKind | null) => void
}

/** What is shown and what it is compared with, each to be moved along the line. */
export function Handles(props: HandlesProps) {
  const { history, store, handles, places, length, onPoint, onBase, onFocus, onHover } = props
  const { entity, rows, known } = history
  const shownId = handles.find(({ kind }) => kind === 'shown')?.event.id
  const choose = (kind: HandleKind, id: string) => (kind === 'base' ? onBase?.(id) : onPoint(id))

  const stepFrom = (kind: HandleKind, id: string, step: Step) => {
    if (step === 'first') return choose(kind, entity.firstId)
    if (step === 'last') return choose(kind, entity.lastId)
    const from = rows.findIndex((row) => row.id === id)
    // It is out of sight after a look elsewhere: back to it first.
    if (from < 0) return onFocus(id)
    const wanted = Math.max(0, Math.min(from + step, rows.length - 1))
    // An event is not compared with itself.
    const isTaken = kind === 'base' && rows[wanted]?.id === shownId
    const target = rows[isTaken ? wanted + Math.sign(step) : wanted]
    if (target && target.id !== id) choose(kind, target.id)
  }
  const dropAt = (kind: HandleKind, place: number) => {
    const target = places && rows[nearest(places, place)]
    if (target) return choose(kind, target.id)
    const time = Math.round(entity.firstAt + (place / length) * (entity.lastAt - entity.firstAt))
    void notify.whenFailed('Could not find the event', async () => {
      const found = await store.eventAt(time)
      if (found) choose(kind, found.id)
    })
  }

  return handles.map(({ kind, event, place }) => {
    const row = known.get(event.id)
    return (
      <Handle
        key={kind}
        kind={kind}
        place={place}
        length={length}
        action={event.action}
        position={row?.position ?? null}
        total={entity.events}
        text={row ? sayEvent(row, entity.events) : formatMoment(event.happenedAt)}
        onStep={(step) => stepFrom(kind, event.id, step)}
        snap={(to) => (places ? (places[nearest(places, to)] ?? to) : to)}
        onDrop={(to) => dropAt(kind, to)}
        onHover={(isHovered) => onHover(isHovered ? kind : null)}
      />
    )
  })
}
