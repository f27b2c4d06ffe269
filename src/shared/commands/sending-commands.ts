import { z } from 'zod'
import {
  AttemptDetail,
  Compared,
  Pace,
  Replay,
  Target,
  TargetHealth,
  Variant
} from '#shared/replay-models.ts'
import { Attempt, HeaderPair } from '#shared/models.ts'
import { nothing, eventId, query, replayId, pageInput } from './fields.ts'

/** Sending events to targets. */
export const sendingCommands = {
  /**
   * Sends events again: given ones, those of a query, those of another replay that were not answered 2xx, or all of another
   * replay, or the forwards to the target that still waited as the app ended. Oldest first. One event may be sent as one of its variants, or as edited here.
   */
  'replays.start': {
    input: z.strictObject({
      eventIds: z.array(eventId).min(1).max(1_000).optional(),
      query: query.optional(),
      failuresOf: replayId.optional(),
      again: replayId.optional(),
      unsent: z.literal(true).optional(),
      variantId: z.string().max(50).optional(),
      edited: z
        .strictObject({ body: z.string().max(10_000_000), headers: z.array(HeaderPair).max(200) })
        .optional(),
      target: z.string().min(1).max(2_000),
      mode: z.enum(['resign', 'verbatim']).default('resign'),
      deliveryId: z.enum(['same', 'new']).default('same'),
      typeNames: z.enum(['asSent', 'legacy', 'current']).default('asSent'),
      marker: z.boolean().optional(),
      pace: Pace.optional(),
      concurrency: z.int().min(1).max(64).optional()
    }),
    output: z.object({ replayId: z.string() })
  },
  /** Every attempt, replayed or forwarded, of one event, newest first. */
  'replays.list': { input: z.strictObject({ eventId }), output: z.object({ rows: z.array(Attempt) }) },
  /** Forwards that still waited for their turn as the app ended, by target; nothing of them was sent. */
  'replays.unsent': {
    input: nothing,
    output: z.object({ rows: z.array(z.object({ target: z.string(), count: z.int() })) })
  },
  /** Asks no more whether to send those to this target. */
  'replays.leaveUnsent': {
    input: z.strictObject({ target: z.string().min(1).max(2_000) }),
    output: z.object({ rows: z.array(z.object({ target: z.string(), count: z.int() })) })
  },
  /** The replays themselves, latest first. */
  'replays.all': {
    input: z.strictObject(pageInput),
    output: z.object({ rows: z.array(Replay), next: z.string().nullable() })
  },
  'replays.get': { input: z.strictObject({ id: replayId }), output: Replay },
  'replays.control': {
    input: z.strictObject({ id: replayId, action: z.enum(['pause', 'resume', 'cancel']) }),
    output: Replay
  },
  /** For ten minutes with a way back, `deletions.undo`. Its attempts stay with their events. One that runs is refused. */
  'replays.delete': {
    input: z.strictObject({ id: replayId }),
    output: z.object({ deletionId: z.string() })
  },
  /** The attempts of one replay, in the order of sending. */
  'replays.attempts': {
    input: z.strictObject({ id: replayId, only: z.enum(['notAccepted']).optional(), ...pageInput }),
    output: z.object({ rows: z.array(Attempt), next: z.string().nullable() })
  },
  /** Keeps the answers of a replay as what they should be; null lets go of them. */
  'replays.setBaseline': {
    input: z.strictObject({ id: replayId, name: z.string().trim().min(1).max(100).nullable() }),
    output: Replay
  },
  'replays.compare': {
    input: z.strictObject({
      id: replayId,
      baselineId: replayId,
      onlyChanged: z.boolean().default(false),
      ...pageInput
    }),
    output: z.object({
      rows: z.array(Compared),
      next: z.string().nullable(),
      same: z.int(),
      changed: z.int(),
      missing: z.int(),
      added: z.int()
    })
  },
  'attempts.get': { input: z.strictObject({ id: z.string().max(50) }), output: AttemptDetail },
  /** Where events can be sent: what was used, what is forwarded to, and where common apps listen. */
  'targets.list': { input: nothing, output: z.object({ rows: z.array(Target) }) },
  'targets.check': { input: z.strictObject({ url: z.string().min(1).max(2_000) }), output: TargetHealth },
  /** Confirms an origin beyond this network, or takes that back. */
  'targets.trust': {
    input: z.strictObject({ url: z.string().min(1).max(2_000), trusted: z.boolean() }),
    output: TargetHealth
  },
  'variants.list': { input: z.strictObject({ eventId }), output: z.object({ rows: z.array(Variant) }) },
  /** Makes a variant, or changes the one of that id. The body must be a JSON object; it is stored compact. */
  'variants.save': {
    input: z.strictObject({
      id: z.string().max(50).optional(),
      eventId,
      name: z.string().trim().min(1).max(100),
      body: z.string().max(10_000_000),
      headers: z.array(HeaderPair).max(200)
    }),
    output: Variant
  },
  'variants.remove': {
    input: z.strictObject({ id: z.string().max(50) }),
    output: z.object({ rows: z.array(Variant) })
  }
}
