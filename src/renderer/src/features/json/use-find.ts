import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { noHits, type Hits } from '../../lib/find-in-text.ts'

export interface Find {
  readonly wanted: string
  /** Null while they are being looked for. */
  readonly hits: Hits | null
  /** Which of the hits is shown, from 0. */
  readonly at: number
}

/** What the reader looks for, kept while the body is shown another way. */
export interface Wanted {
  readonly text: string
  readonly set: (text: string) => void
}

/** Finds in a body as it is typed. `onHit` is told where each hit begins that is to be shown. */
export function useFind(
  ask: (wanted: string) => Promise<Hits>,
  wanted: Wanted,
  onHit?: (start: number) => void
) {
  const [found, setFound] = useState<Pick<Find, 'hits' | 'at'>>({
    hits: wanted.text === '' ? noHits : null,
    at: 0
  })
  const isAsking = useRef(false)
  const latest = useRef(wanted.text)

  const show = (hits: Hits, at: number) => {
    setFound({ hits, at })
    const hit = hits.starts[at]
    if (hit !== undefined) onHit?.(hit)
  }
  /** One question at a time, then the latest: what was typed in between needs no answer. */
  const askLatest = async () => {
    if (isAsking.current) return
    isAsking.current = true
    for (let asked: string | null = null; asked !== latest.current;) {
      asked = latest.current
      // oxlint-disable-next-line no-await-in-loop -- the next question is only known then
      const hits = await ask(asked)
      if (asked === latest.current) show(hits, 0)
    }
    isAsking.current = false
  }
  const look = (text: string) => {
    latest.current = text
    wanted.set(text)
    setFound({ hits: text === '' ? noHits : null, at: 0 })
    void askLatest()
  }
  const askFirst = useEffectEvent(() => void (wanted.text !== '' && askLatest()))
  useEffect(() => askFirst(), [])
  return {
    find: { wanted: wanted.text, ...found } satisfies Find,
    look,
    /** To the next hit, or with -1 to the one before; around at the ends. */
    step(by: 1 | -1) {
      const { hits, at } = found
      const count = hits?.starts.length ?? 0
      if (hits && count > 0) show(hits, (at + by + count) % count)
    }
  }
}
