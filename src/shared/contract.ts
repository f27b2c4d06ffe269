import { z } from 'zod'
import {
  AppInfo,
  Attempt,
  Body,
  Delivery,
  DeliverySummary,
  DiffRow,
  EventDetail,
  EventSummary,
  ListeningStatus,
  SampleType,
  SecretSummary,
  Settings,
  Stats,
  Verdict
} from './models.ts'

const nothing = z.strictObject({})
const eventId = z.string().min(1).max(500)
const deliveryId = z.string().regex(/^del_[1-9]\d{0,14}$/, 'A delivery id looks like del_42.')
const secretId = z.string().min(1).max(100)
const pageInput = {
  /** The `next` of the page before; absent for the newest. */
  before: z.string().max(100).optional(),
  limit: z.int().min(1).max(500).default(100)
}
const bodyRange = { offset: z.int().min(0).default(0), length: z.int().min(1).optional() }

/** A list page. `seq` places it among announcements; `next` continues it, null at the end. */
const page = <T extends z.ZodType>(row: T) =>
  z.object({ seq: z.int(), rows: z.array(row), next: z.string().nullable() })

/** Everything the page may ask of the core: one entry per command, input and output together. */
export const commands = {
  'app.info': { input: nothing, output: AppInfo },

  'listening.status': { input: nothing, output: ListeningStatus },
  /** Opens the receiver if it is closed and, with `tunnel: 'ngrok'`, the way in from outside. */
  'listening.start': {
    input: z.strictObject({ tunnel: z.enum(['ngrok', 'none']).optional() }),
    output: ListeningStatus
  },
  'listening.stop': { input: nothing, output: ListeningStatus },

  'events.list': {
    input: z.strictObject({ query: z.string().max(2_000).optional(), ...pageInput }),
    output: page(EventSummary)
  },
  'events.get': { input: z.strictObject({ id: eventId }), output: EventDetail },
  'events.body': { input: z.strictObject({ id: eventId, ...bodyRange }), output: Body },
  /** Every event of the same entity, latest first. `previousId` is the one before the one asked for. */
  'events.history': {
    input: z.strictObject({ id: eventId, limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ rows: z.array(EventSummary), previousId: z.string().nullable() })
  },
  'events.diff': {
    input: z.strictObject({ from: eventId, to: eventId }),
    output: z.object({ rows: z.array(DiffRow), unchanged: z.int() })
  },

  'deliveries.list': {
    input: z.strictObject({ verdict: Verdict.optional(), eventId: eventId.optional(), ...pageInput }),
    output: page(DeliverySummary)
  },
  'deliveries.get': { input: z.strictObject({ id: deliveryId }), output: Delivery },
  'deliveries.body': { input: z.strictObject({ id: deliveryId, ...bodyRange }), output: Body },

  'replays.start': {
    input: z.strictObject({
      eventIds: z.array(eventId).min(1).max(1_000),
      target: z.string().min(1).max(2_000),
      mode: z.enum(['resign', 'verbatim']).default('resign'),
      deliveryId: z.enum(['same', 'new']).default('same'),
      typeNames: z.enum(['asSent', 'legacy', 'current']).default('asSent')
    }),
    output: z.object({ replayId: z.string() })
  },
  /** Every attempt, replayed or forwarded, of one event, newest first. */
  'replays.list': { input: z.strictObject({ eventId }), output: z.object({ rows: z.array(Attempt) }) },

  'samples.types': { input: nothing, output: z.object({ rows: z.array(SampleType) }) },
  /** Signs a catalogue event and sends it over HTTP through the receiver, like any sender would. */
  'samples.send': {
    input: z.strictObject({ type: z.string().min(1).max(200), variant: z.string().max(100).optional() }),
    output: z.object({ status: z.int(), deliveryId: z.string().nullable(), eventId: z.string() })
  },
  /** The same request as a shell command, for whoever wants to send it from elsewhere. Good for five minutes. */
  'samples.curl': {
    input: z.strictObject({ type: z.string().min(1).max(200) }),
    output: z.object({ command: z.string() })
  },

  'secrets.list': { input: nothing, output: z.object({ rows: z.array(SecretSummary) }) },
  /** Stores a secret in the vault. `notes` says what forgiving paste handling removed. `promoted` counts unchecked and rejected deliveries that it turned into events. */
  'secrets.add': {
    input: z.strictObject({
      kind: z.enum(['signing', 'ngrok']),
      value: z.string().min(1).max(1_000),
      label: z.string().max(100).optional()
    }),
    output: z.object({ secret: SecretSummary, notes: z.array(z.string()), promoted: z.int() })
  },
  'secrets.remove': {
    input: z.strictObject({ id: secretId }),
    output: z.object({ rows: z.array(SecretSummary) })
  },

  'settings.get': { input: nothing, output: Settings },
  'settings.set': { input: Settings.partial().strict(), output: Settings },

  'stats.summary': { input: nothing, output: Stats }
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

/**
 * A change to a list. `seq` orders it against snapshots of the same list. `stale` means that more changed
 * than is worth sending row by row: the list must be read again.
 */
const changed = <T extends z.ZodType>(row: T) =>
  z.object({ seq: z.int(), upserted: z.array(row), removed: z.array(z.string()), stale: z.boolean() })

/** Everything the core may announce to the page. */
export const announcements = {
  'events.changed': changed(EventSummary),
  'deliveries.changed': changed(DeliverySummary),
  /** Attempts have no snapshot sequence: the whole attempt is sent, and the latest one wins. */
  'attempts.changed': z.object({ upserted: z.array(Attempt) }),
  'listening.changed': ListeningStatus,
  'secrets.changed': z.object({ rows: z.array(SecretSummary) }),
  'settings.changed': Settings,
  'stats.changed': Stats
} satisfies Record<string, z.ZodType>

type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandInput<K extends CommandName> = z.input<Commands[K]['input']>
export type ParsedInput<K extends CommandName> = z.output<Commands[K]['input']>
export type CommandOutput<K extends CommandName> = z.output<Commands[K]['output']>
type Announcements = typeof announcements
export type AnnouncementName = keyof Announcements
export type Announcement<K extends AnnouncementName> = z.output<Announcements[K]>
/** Receives announcements by name with their payload. */
export type Announce = <K extends AnnouncementName>(name: K, payload: Announcement<K>) => void
