import { z } from 'zod'
import { WayIn } from './listening-models.ts'

/** Shapes that cross the transport, like those in `models.ts`. */

/** What is kept. Null means no limit. Starred events are exempt from all of it. */
export const Retention = z.object({
  /** Events older than this, in days, are deleted. */
  maxAgeDays: z.int().min(1).max(3_650).nullable(),
  maxEvents: z.int().min(100).max(5_000_000).nullable(),
  /** Size of the stored bodies of events, in bytes. */
  maxBytes: z.int().min(10_000_000).nullable(),
  /** Deliveries without an event: rejected, unchecked and interceptor calls, each kind for itself. */
  maxUnverified: z.int().min(10).max(1_000_000)
})
export type Retention = z.infer<typeof Retention>

/** The lists that the timeline shows. */
export const TimelineView = z.enum(['events', 'starred', 'rejected', 'unchecked', 'interceptors'])
export type TimelineView = z.infer<typeof TimelineView>

/** A filter kept under a name, with the view that it narrows down. */
export const SavedFilter = z.object({
  name: z.string().trim().min(1, 'Give the filter a name.').max(60),
  view: TimelineView,
  query: z.string().max(2_000)
})
export type SavedFilter = z.infer<typeof SavedFilter>

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** How much room a row of the timeline takes. */
  density: z.enum(['comfortable', 'compact']),
  contrast: z.enum(['system', 'more']),
  /** Whether the page hides names, addresses, passwords and secrets, for when others look on. */
  masked: z.boolean(),
  /** Path offered in the copied URL. */
  webhookPath: z
    .string()
    .max(2_000)
    .regex(
      /^\/(?!\/)[!"$-~]*$/,
      'A path starts with one / and has no #, no spaces and no letters beyond ASCII.'
    ),
  /** Where Replay sends; null until one was chosen. */
  replayTarget: z.string().max(2_000).nullable(),
  /** A reserved ngrok domain; null lets ngrok assign one. */
  ngrokDomain: z
    .string()
    .max(253)
    .trim()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i,
      'A domain is a name alone, such as name.ngrok-free.app.'
    )
    .nullable(),
  /** The way in that Start listening takes; null until one was chosen. */
  wayIn: WayIn.nullable(),
  /** Origin of a public URL of the user's own that leads to the receiver, e.g. `https://hooks.example.com`. */
  ownPublicUrl: z.string().max(2_000).nullable(),
  /** For the optional API credentials; the client secret is kept as a secret. */
  scalekitEnvironmentUrl: z.string().max(500).nullable(),
  scalekitClientId: z.string().max(200).nullable(),
  /** Origins beyond this network that the user has confirmed as targets. */
  trustedOrigins: z.array(z.string().max(300)).max(100),
  savedFilters: z.array(SavedFilter).max(50, 'No more than 50 filters can be kept. Remove one first.'),
  /** What was filtered by last, the latest first. */
  recentFilters: z.array(z.string().max(2_000)).max(10),
  /** Steps of the first minute that the user has put aside. */
  skippedSteps: z.array(z.string().max(50)).max(20),
  /** Largest body that is kept whole, in bytes. */
  bodyLimit: z.int().min(1_000).max(100_000_000),
  retention: Retention,
  /** What the user wants to be told while another window has the keyboard. */
  notifications: z.strictObject({ firstEvent: z.boolean(), rejected: z.boolean(), tunnelLost: z.boolean() }),
  /** What closing the window of the desktop app does: `ask` until the user has chosen. */
  closing: z.enum(['ask', 'tray', 'quit']),
  /** Whether the desktop app starts when the user logs in. */
  startAtLogin: z.boolean()
})
export type Settings = z.infer<typeof Settings>
