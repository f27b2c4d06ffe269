import { setTimeout as delay } from 'node:timers/promises'
import type { App } from 'electron'

/** Holds the end of the app back until `close` is done, or has taken too long. */
export function closeBeforeQuit(
  app: Pick<App, 'on' | 'exit'>,
  close: () => Promise<void>,
  reportBug: (error: unknown) => void,
  limitMs = 5_000
): void {
  app.on('will-quit', (event) => {
    event.preventDefault()
    void Promise.race([close().catch(reportBug), delay(limitMs)]).then(() => app.exit(0))
  })
}
