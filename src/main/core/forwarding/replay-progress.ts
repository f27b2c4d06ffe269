/** How fast a replay goes, looked at now and then. */
export interface Progress {
  note(ended: number): void
  /** Over the last seconds; null before there is anything to tell. */
  perSecond(): number | null
}

const OVER_MS = 5_000
const LEAST_MS = 200

export function createProgress(): Progress {
  const looks = [{ at: performance.now(), ended: 0 }]
  return {
    note(ended) {
      const at = performance.now()
      looks.push({ at, ended })
      while (looks.length > 2 && (looks[1]?.at ?? at) < at - OVER_MS) looks.shift()
    },
    perSecond() {
      const [first] = looks
      const last = looks.at(-1)
      if (!first || !last || last.at - first.at < LEAST_MS) return null
      return Math.round(((last.ended - first.ended) / (last.at - first.at)) * 100_000) / 100
    }
  }
}
