import type { AnnouncementName } from '#shared/contract.ts'
import type { Core } from '../core/core.ts'

/** Gets each name with what was announced under it since the last time. */
export type AnnouncementListener = (name: AnnouncementName, payload: unknown) => void

export interface Announcer {
  /** Calls the listener with everything announced from now on, until the returned function is called. */
  attach(listener: AnnouncementListener): () => void
  /** Ends all announcements, those still waiting included. */
  close(): void
}

/** Beyond this a page is quicker to read its list again than to apply the changes row by row. */
const MAX_ROWS = 500

/**
 * Stands between a core that announces every commit and pages that can draw a few dozen times a second: what comes
 * after a pause goes out with all that is said in the same turn; what comes within `delayMs` after that is sent as
 * one, per name. Merging keeps the last version of each row and the highest `seq`, so that what a page already knows
 * does no harm when it comes again.
 */
export function createAnnouncer(
  core: Pick<Core, 'onAnnouncement'>,
  { delayMs }: { readonly delayMs: number }
): Announcer {
  const listeners = new Set<AnnouncementListener>()
  const waiting = new Map<AnnouncementName, Merger>()
  let timer: NodeJS.Timeout | undefined
  let sentAt = -Infinity

  const flush = () => {
    timer = undefined
    sentAt = performance.now()
    const due = [...waiting]
    waiting.clear()
    for (const [name, merger] of due) {
      const payload = merger.merged()
      for (const listener of listeners) listener(name, payload)
    }
  }

  const stop = core.onAnnouncement((name, payload) => {
    // A page that attaches later reads its lists afterwards, and finds there what it missed here.
    if (listeners.size === 0) return
    const merger = waiting.get(name) ?? createMerger(name)
    waiting.set(name, merger)
    merger.add(payload)
    timer ??= setTimeout(flush, Math.max(0, sentAt + delayMs - performance.now()))
  })

  return {
    attach(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      stop()
      clearTimeout(timer)
      waiting.clear()
      listeners.clear()
    }
  }
}

interface Merger {
  add(payload: unknown): void
  merged(): unknown
}

const rowNames: ReadonlySet<AnnouncementName> = new Set([
  'attempts.changed',
  'shapes.changed',
  'replays.changed',
  'simulator.changed',
  'checks.changed'
])

function createMerger(name: AnnouncementName): Merger {
  if (name === 'events.changed' || name === 'deliveries.changed') return mergeList()
  if (rowNames.has(name)) return mergeRows()
  return keepLast()
}

interface ListChange {
  readonly seq: number
  readonly upserted: readonly { readonly id: string }[]
  readonly removed: readonly string[]
  readonly stale: boolean
}

function mergeList(): Merger {
  const upserted = new Map<string, { readonly id: string }>()
  const removed = new Set<string>()
  let stale = false
  let seq = 0
  return {
    add(payload) {
      const change = payload as ListChange
      seq = Math.max(seq, change.seq)
      for (const row of change.upserted) {
        removed.delete(row.id)
        replace(upserted, row)
      }
      for (const id of change.removed) {
        upserted.delete(id)
        removed.add(id)
      }
      stale ||= change.stale || upserted.size + removed.size > MAX_ROWS
      if (!stale) return
      upserted.clear()
      removed.clear()
    },
    merged: (): ListChange => ({ seq, upserted: [...upserted.values()], removed: [...removed], stale })
  }
}

function mergeRows(): Merger {
  const upserted = new Map<string, { readonly id: string }>()
  /** Null for rows that never go. */
  let removed: Set<string> | null = null
  return {
    add(payload) {
      const change = payload as Pick<ListChange, 'upserted'> & Partial<Pick<ListChange, 'removed'>>
      for (const row of change.upserted) {
        removed?.delete(row.id)
        replace(upserted, row)
      }
      if (!change.removed) return
      removed ??= new Set()
      for (const id of change.removed) {
        upserted.delete(id)
        removed.add(id)
      }
    },
    merged: () => ({ upserted: [...upserted.values()], ...(removed && { removed: [...removed] }) })
  }
}

function keepLast(): Merger {
  let last: unknown
  return {
    add(payload) {
      last = payload
    },
    merged: () => last
  }
}

/** Rows stand in the order of their last change. */
function replace(rows: Map<string, { readonly id: string }>, row: { readonly id: string }): void {
  rows.delete(row.id)
  rows.set(row.id, row)
}
