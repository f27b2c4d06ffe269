import { useRef, useState } from 'react'
import type { JsonDocument } from './json-document.ts'

export interface Find {
  readonly wanted: string
  /** Null while they are being looked for. */
  readonly hits: Int32Array | null
  /** Which of the hits is shown, from 0. */
  readonly at: number
}

const nothing: Find = { wanted: '', hits: new Int32Array(0), at: 0 }

/** Finds in a payload as it is typed. `onHit` is told of each value that is to be shown. */
export function useFind(document: JsonDocument, onHit: (index: number) => void) {
  const [find, setFind] = useState(nothing)
  const isAsking = useRef(false)
  const latest = useRef('')

  const show = (wanted: string, hits: Int32Array, at: number) => {
    setFind({ wanted, hits, at })
    const hit = hits[at]
    if (hit !== undefined) onHit(hit)
  }
  /** One question at a time, then the latest: what was typed in between needs no answer. */
  const ask = async () => {
    if (isAsking.current) return
    isAsking.current = true
    for (let asked: string | null = null; asked !== latest.current;) {
      asked = latest.current
      // oxlint-disable-next-line no-await-in-loop -- the next question is only known then
      const hits = await document.find(asked)
      if (asked === latest.current) show(asked, hits, 0)
    }
    isAsking.current = false
  }
  return {
    find,
    look(wanted: string) {
      latest.current = wanted
      if (wanted === '') setFind(nothing)
      else setFind((known) => ({ ...known, wanted, hits: null }))
      void ask()
    },
    /** To the next hit, or with -1 to the one before; around at the ends. */
    step(by: 1 | -1) {
      const { wanted, hits, at } = find
      if (hits && hits.length > 0) show(wanted, hits, (at + by + hits.length) % hits.length)
    }
  }
}
