// What tests/e2e/launch.ts asks of the double over the channel of `fork`: to go on once it watches the browser,
// and to evaluate functions on the module, as Playwright's ElectronApplication does.
import { app } from './app.mjs'

let allowStart
const allowed = new Promise((resolve) => (allowStart = resolve))

/** Tells the harness where the browser can be watched, and waits until it is. */
export async function announceBrowser(port) {
  if (!process.send) return
  process.send({ type: 'browser', port })
  await allowed
}

export function serveHarness(electron) {
  if (!process.send) return
  process.on('disconnect', () => app.exit(1)) // the harness is gone
  process.on('message', async ({ type, id, source, arg }) => {
    if (type === 'start') return allowStart()
    if (type !== 'evaluate') return
    try {
      const value = await (0, eval)(`(${source})`)(electron, arg)
      process.send({ type: 'value', id, value })
    } catch (error) {
      process.send({ type: 'value', id, error: String(error?.stack ?? error) })
    }
  })
}
