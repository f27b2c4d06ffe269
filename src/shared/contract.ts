import { z } from 'zod'
import { DiffRow } from './diff-models.ts'
import { Endpoint } from './endpoint-models.ts'
import { AppInfo, SampleType } from './app-models.ts'
import { ListeningStatus, PathLink, WayIn } from './listening-models.ts'
import {
  Attempt,
  Body,
  Delivery,
  DeliverySummary,
  DeliveryKind,
  EventDetail,
  EventSummary,
  SecretSummary,
  Settings,
  Verdict
} from './models.ts'
import { Facets, HistogramBar, Stats } from './total-models.ts'

const nothing = z.strictObject({})
const eventId = z.string().min(1).max(500)
const deliveryId = z.string().regex(/^del_[1-9]\d{0,15}$/, 'A delivery id looks like del_42.')
const secretId = z.string().min(1).max(100)
const endpointId = z.string().regex(/^ep_[1-9]\d{0,8}$/, 'An endpoint id looks like ep_1.')
const query = z.string().max(2_000)
const endpointFields = {
  name: z.string().trim().min(1).max(100),
  path: z
    .string()
    .max(500)
    .regex(/^\/[!-~]*$/, 'A path starts with / and has no spaces or letters beyond ASCII.'),
  forwardTargets: z.array(z.string().min(1).max(2_000)).max(20),
  answers: Endpoint.shape.answers,
  decisions: Endpoint.shape.decisions
}
/** What `deletions.undo` brings back, for ten minutes and until the app is closed. */
const deletion = z.object({ deletionId: z.string(), deleted: z.int() })
const pageInput = {
  /** The `next` of the page before; absent for the newest. */
  before: z.string().max(100).optional(),
  limit: z.int().min(1).max(500).default(100)
}
const bodyRange = {
  offset: z.int().min(0).default(0),
  length: z.int().min(1).optional(),
  /** `decoded` undoes the content coding (gzip, deflate, br, zstd) where it can be undone; ranges then count decoded bytes. */
  form: z.enum(['arrived', 'decoded']).default('arrived')
}

/** A list page. `seq` places it among announcements; `next` continues it, null at the end. */
const page = <T extends z.ZodType>(row: T) =>
  z.object({ seq: z.int(), rows: z.array(row), next: z.string().nullable() })

/** Everything the page may ask of the core: one entry per command, input and output together. */
export const commands = {
  'app.info': { input: nothing, output: AppInfo },

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

  'events.list': {
    input: z.strictObject({ query: query.optional(), ...pageInput }),
    output: page(EventSummary)
  },
  'events.facets': { input: nothing, output: Facets },
  /** Bars of one width over the given span, times in ms; spans without any are left out. */
  'events.histogram': {
    input: z.strictObject({ from: z.int(), to: z.int(), width: z.enum(['minute', 'hour', 'day']) }),
    output: z.object({ seq: z.int(), rows: z.array(HistogramBar) })
  },
  'events.star': {
    input: z.strictObject({ ids: z.array(eventId).min(1).max(1_000), starred: z.boolean() }),
    output: z.object({ changed: z.int() })
  },
  /** An empty text removes the note. */
  'events.note': { input: z.strictObject({ id: eventId, text: z.string().max(20_000) }), output: nothing },
  /** Hides events with all their deliveries at once, and deletes them for good ten minutes later. */
  'events.delete': {
    input: z.union([z.strictObject({ ids: z.array(eventId).min(1).max(1_000) }), z.strictObject({ query })]),
    output: deletion
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
    output: z.object({
      rows: z.array(DiffRow),
      unchanged: z.int(),
      /** What a comparison of these bodies cannot be sure of, such as names that occur twice in one object. */
      warnings: z.array(z.string())
    })
  },

  'deliveries.list': {
    input: z.strictObject({
      verdict: Verdict.optional(),
      kind: DeliveryKind.optional(),
      /** Only what this secret has verified. */
      secretId: secretId.optional(),
      eventId: eventId.optional(),
      query: query.optional(),
      ...pageInput
    }),
    output: page(DeliverySummary)
  },
  'deliveries.get': { input: z.strictObject({ id: deliveryId }), output: Delivery },
  /** Only deliveries without an event: those of an event go with it. */
  'deliveries.delete': {
    input: z.union([
      z.strictObject({ ids: z.array(deliveryId).min(1).max(1_000) }),
      z.strictObject({
        verdict: Verdict.exclude(['verified']),
        kind: DeliveryKind.optional(),
        query: query.optional()
      })
    ]),
    output: deletion
  },
  'deletions.undo': {
    input: z.strictObject({ deletionId: z.string().max(100) }),
    output: z.object({ restored: z.int() })
  },
  /**
   * A piece of NDJSON: deliveries with their exact bytes, and what belongs to their events. Ask again with
   * `next` until it is null; stop asking to cancel. `total` is how many deliveries there were at the start; 0 with a query, where nobody has counted.
   */
  'deliveries.export': {
    input: z.strictObject({
      query: query.optional(),
      after: z.string().max(100).optional(),
      maxBytes: z.int().min(1).max(20_000_000).default(1_000_000)
    }),
    output: z.object({ text: z.string(), next: z.string().nullable(), deliveries: z.int(), total: z.int() })
  },
  /**
   * Takes whole lines of such NDJSON. What is known already is left as it is. Signatures are checked again
   * with the secrets stored here; with `asRecorded`, what no secret here explains keeps the verdict of the file.
   * `added` and `known` count deliveries; a star, note or attempt of what is no event here is refused.
   */
  'deliveries.import': {
    input: z.strictObject({
      text: z.string(),
      verdicts: z.enum(['recheck', 'asRecorded']).default('recheck')
    }),
    output: z.object({
      added: z.int(),
      known: z.int(),
      /** Line numbers within this piece, from 1. */
      refused: z.array(z.object({ line: z.int(), reason: z.string() }))
    })
  },
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
    output: z.object({ status: z.int(), deliveryId: z.string().nullable(), eventId: z.string().nullable() })
  },
  /** The same request as a shell command, for whoever wants to send it from elsewhere. Good for five minutes. */
  'samples.curl': {
    input: z.strictObject({ type: z.string().min(1).max(200) }),
    output: z.object({ command: z.string() })
  },

  'endpoints.list': { input: nothing, output: z.object({ rows: z.array(Endpoint) }) },
  'endpoints.add': {
    input: z.strictObject({
      name: endpointFields.name,
      path: endpointFields.path,
      forwardTargets: endpointFields.forwardTargets.optional(),
      answers: endpointFields.answers.optional(),
      decisions: endpointFields.decisions.optional()
    }),
    output: Endpoint
  },
  'endpoints.set': {
    input: z.strictObject({ id: endpointId, ...z.object(endpointFields).partial().shape }),
    output: Endpoint
  },
  /** With its secrets. What it received stays. The first endpoint cannot be removed. */
  'endpoints.remove': {
    input: z.strictObject({ id: endpointId }),
    output: z.object({ rows: z.array(Endpoint) })
  },

  'secrets.list': { input: nothing, output: z.object({ rows: z.array(SecretSummary) }) },
  /** Stores a secret in the vault. `notes` says what forgiving paste handling removed. `promoted` counts unchecked and rejected deliveries that it turned into events. */
  'secrets.add': {
    input: z.strictObject({
      kind: z.enum(['signing', 'ngrok', 'scalekit']),
      /** A secret, or a whole .env file that has it in it. */
      value: z.string().min(1).max(20_000),
      label: z.string().max(100).optional(),
      /** Of a signing secret; the first endpoint when absent. */
      endpointId: endpointId.optional()
    }),
    output: z.object({ secret: SecretSummary, notes: z.array(z.string()), promoted: z.int() })
  },
  /** Where an ngrok authtoken lies outside the app. Looked up now, and never otherwise; no value is told. */
  'authtoken.find': {
    input: nothing,
    output: z.object({
      found: z.array(
        z.object({ from: z.enum(['environment', 'configFile']), where: z.string(), lastFour: z.string() })
      )
    })
  },
  'authtoken.import': {
    input: z.strictObject({ from: z.enum(['environment', 'configFile']) }),
    output: z.object({ secret: SecretSummary })
  },
  /** Asks Scalekit for a token with the stored API credentials. `ok: false` says in words why not and what to do. */
  'credentials.test': {
    input: nothing,
    output: z.object({ ok: z.boolean(), message: z.string(), action: z.string().nullable() })
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
  'endpoints.changed': z.object({ rows: z.array(Endpoint) }),
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
