import type { Arrival } from '#shared/app-models.ts'
import { linkScheme, readLink } from '#shared/deep-link.ts'
import type { Call } from './commands.ts'

/** What the host has for the page, kept until a page takes it: the app may be started by a link, its page may be gone. */
export interface Arrivals {
  take: Call<'app.arrivals'>
  /** A link that the system handed over. What is none of the app's is refused in words. */
  openLink(link: string): void
  add(arrival: Arrival): void
}

/** No more than a reader wants to be told at once; of more, the latest. */
const MOST = 10

export function createArrivals(onChange: () => void): Arrivals {
  let waiting: readonly Arrival[] = []
  const add = (arrival: Arrival) => {
    waiting = [...waiting, arrival].slice(-MOST)
    onChange()
  }
  return {
    add,
    openLink(link) {
      const id = readLink(link)
      if (id !== null) return add({ kind: 'open', id })
      // What it said is not repeated: it may have been written to be shown.
      add({
        kind: 'failed',
        what: 'A link was not opened',
        reason:
          `It does not name an event or a delivery. Links look like ${linkScheme}://event/evt_1 ` +
          `or ${linkScheme}://delivery/del_1.`
      })
    },
    async take() {
      const rows = [...waiting]
      waiting = []
      return { rows }
    }
  }
}
