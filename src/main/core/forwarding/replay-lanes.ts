/** Something of an entity, or of none. */
export interface OfEntity {
  readonly entity: number | null
}

/** Keeps what belongs to one entity in order, whatever else goes on beside it. */
export interface Lanes<T extends OfEntity> {
  /** Takes the next one in order. Returns it when it may go at once; otherwise it waits for those before it. */
  enter(item: T): T | null
  /** One whose turn has come, if there is any. */
  ready(): T | null
  /** It has ended: the next of its entity may go. */
  leave(item: T): void
  /** How many wait. */
  waiting(): number
}

export function createLanes<T extends OfEntity>(): Lanes<T> {
  /** Entities that something is under way of, with what waits for it. */
  const lanes = new Map<number, T[]>()
  const due: T[] = []
  let waiting = 0
  return {
    enter(item) {
      if (item.entity === null) return item
      const lane = lanes.get(item.entity)
      if (!lane) {
        lanes.set(item.entity, [])
        return item
      }
      lane.push(item)
      waiting++
      return null
    },
    ready() {
      const item = due.shift() ?? null
      if (item) waiting--
      return item
    },
    leave({ entity }) {
      if (entity === null) return
      const next = lanes.get(entity)?.shift()
      if (next) due.push(next)
      else lanes.delete(entity)
    },
    waiting: () => waiting
  }
}
