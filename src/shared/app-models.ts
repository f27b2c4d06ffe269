import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

export const SampleType = z.object({
  type: z.string(),
  category: z.string(),
  description: z.string(),
  /** `documented`, `legacy`, … as the catalogue has it. */
  status: z.string(),
  variants: z.array(z.string())
})
export type SampleType = z.infer<typeof SampleType>

export const AppInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  dataDir: z.string(),
  vault: z.object({ kind: z.string(), secure: z.boolean(), note: z.string().nullable() }),
  /** What happened at the start that the user should know, e.g. where a damaged database is kept. */
  notices: z.array(z.string()),
  /** Whether the host shows notifications itself; where it does not, the page asks its browser. */
  canNotify: z.boolean()
})
export type AppInfo = z.infer<typeof AppInfo>

/** What the app is made of, for people and for reports. */
export const About = z.object({
  version: z.string(),
  licence: z.string(),
  dataDir: z.string(),
  /** Of what it runs on, such as Electron, Chromium, Node and SQLite. */
  versions: z.array(z.object({ name: z.string(), version: z.string() }))
})
export type About = z.infer<typeof About>

export const NoticeKind = z.enum(['firstEvent', 'rejected', 'tunnelLost'])
export type NoticeKind = z.infer<typeof NoticeKind>

/** Something worth telling a user who looks elsewhere. Names no person: notifications show on locked screens. */
export const Notice = z.object({
  kind: NoticeKind,
  title: z.string(),
  text: z.string(),
  /** The event or delivery that it leads to; null for none. */
  openId: z.string().nullable()
})
export type Notice = z.infer<typeof Notice>

/** How it ended that the user was asked where to save a file. */
export const SavedFile = z.object({
  /** The name that was proposed. */
  name: z.string(),
  outcome: z.enum(['saved', 'cancelled', 'failed']),
  /** Where it lies; null unless it was saved. */
  path: z.string().nullable()
})
export type SavedFile = z.infer<typeof SavedFile>

/** What reached the app from outside its page. */
export const Arrival = z.discriminatedUnion('kind', [
  /** A link to an event or a delivery. */
  z.object({ kind: z.literal('open'), id: z.string() }),
  /** Something that the user asked of the desktop and did not get. */
  z.object({ kind: z.literal('failed'), what: z.string(), reason: z.string() }),
  /**
   * The page crashed or hung and was loaded again: without the address that it was at, if that may be why, and then it
   * stands here.
   */
  z.object({ kind: z.literal('restored'), leftOut: z.string().nullable() })
])
export type Arrival = z.infer<typeof Arrival>

/** Whether the desktop offers something; the note says why not, or what to know. */
export const Ability = z.object({ available: z.boolean(), note: z.string().nullable() })
export type Ability = z.infer<typeof Ability>

export const DesktopInfo = z.object({ tray: Ability, startAtLogin: Ability })
export type DesktopInfo = z.infer<typeof DesktopInfo>
