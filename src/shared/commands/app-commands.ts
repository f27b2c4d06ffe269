import { z } from 'zod'
import { About, AppInfo, Arrival, DesktopInfo } from '#shared/app-models.ts'
import { ListeningStatus, PathLink, WayIn } from '#shared/listening-models.ts'
import { Settings } from '#shared/settings-models.ts'
import { Stats } from '#shared/total-models.ts'
import { nothing } from './fields.ts'

/** The app itself: what it is, how it listens, its settings. */
export const appCommands = {
  'app.info': { input: nothing, output: AppInfo },
  'app.about': { input: nothing, output: About },
  /** Opens it in the system's file manager. `isShown` is false where there is none: then the path is all there is. */
  'app.showDataFolder': { input: nothing, output: z.object({ dataDir: z.string(), isShown: z.boolean() }) },
  /** For whoever is asked for help: nothing that was received, no secret, no e-mail address. `name` is one for the file. */
  'app.diagnostics': { input: nothing, output: z.object({ name: z.string(), text: z.string() }) },
  /** What the desktop around the app offers; null in browser mode, which has none. */
  'app.desktop': { input: nothing, output: DesktopInfo.nullable() },
  /** Hands over what waits for the page, once: whoever asks next gets only what came since. */
  'app.arrivals': { input: nothing, output: z.object({ rows: z.array(Arrival) }) },
  'listening.status': { input: nothing, output: ListeningStatus },
  /**
   * Opens the receiver if it is closed, and the way in from outside: the given one, else the one in the settings,
   * else ngrok where there is an authtoken.
   */
  'listening.start': { input: z.strictObject({ tunnel: WayIn.optional() }), output: ListeningStatus },
  /**
   * Sends nonces through the public URL and over loopback, and connects to the forward target: what is broken keeps
   * nothing behind it from being tried.
   */
  'listening.test': { input: nothing, output: z.object({ at: z.int(), links: z.array(PathLink) }) },
  'listening.stop': { input: nothing, output: ListeningStatus },
  'settings.get': { input: nothing, output: Settings },
  'settings.set': { input: Settings.partial().strict(), output: Settings },
  'stats.summary': { input: nothing, output: Stats },
  /** Gives back the room of what was deleted. Deliveries that come meanwhile wait, about a second for each 100 MB. */
  'data.compact': { input: nothing, output: z.object({ beforeBytes: z.int(), afterBytes: z.int() }) }
}
