import type { MouseEvent } from 'react'
import type { Entity } from '#shared/entity-models.ts'
import { classNames } from '../../lib/class-names.ts'
import styles from './history.module.css'
import { placeOf } from './positions.ts'

interface DensityProps {
  readonly entity: Entity
  readonly length: number
  /** The times between which the close-up lies. */
  readonly from: number
  readonly to: number
  readonly onBrowse: (time: number) => void
}

const tallest = 20
const shortest = 4

/** How the events of an entity are spread over its time; those that stand alone are dots. */
export function Density({ entity, length, from, to, onBrowse }: DensityProps) {
  const { firstAt, lastAt, spanMs, spans } = entity
  const most = Math.max(...spans.map(({ events }) => events), 2)
  const heightOf = (events: number) => shortest + ((tallest - shortest) * Math.log(events)) / Math.log(most)
  const place = (time: number) => placeOf(time, firstAt, lastAt, length)
  const width = Math.max(3, place(firstAt + spanMs) - 1)
  const browse = ({ currentTarget, clientX }: MouseEvent) => {
    const at = (clientX - currentTarget.getBoundingClientRect().left) / length
    onBrowse(Math.round(firstAt + at * (lastAt - firstAt)))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the pointer; with keys the handles and the two buttons get everywhere
    <div className={styles['density']} onClick={browse}>
      {spans.map(({ at, events }) => (
        <span
          key={at}
          className={classNames(styles['bar'], events === 1 && styles['single'])}
          style={
            events === 1
              ? { left: place(at + spanMs / 2) }
              : { left: place(at), width, height: heightOf(events) }
          }
        />
      ))}
      <span
        className={styles['frame']}
        style={{ left: place(from) - 3, width: Math.max(8, place(to) - place(from) + 6) }}
      />
    </div>
  )
}
