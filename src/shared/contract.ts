import { z } from 'zod'
import { actionNames } from './actions.ts'
import { Notice, SavedFile } from './app-models.ts'
import { appCommands } from './commands/app-commands.ts'
import { checkCommands } from './commands/check-commands.ts'
import { deliveryCommands } from './commands/delivery-commands.ts'
import { entityCommands } from './commands/entity-commands.ts'
import { eventCommands } from './commands/event-commands.ts'
import { sampleCommands } from './commands/sample-commands.ts'
import { sendingCommands } from './commands/sending-commands.ts'
import { setupCommands } from './commands/setup-commands.ts'
import { shareCommands } from './commands/share-commands.ts'
import { Endpoint } from './endpoint-models.ts'
import { ListeningStatus } from './listening-models.ts'
import { ShapeChange } from './mapping-models.ts'
import { HandlerCheck } from './check-models.ts'
import { Replay } from './replay-models.ts'
import { Simulation } from './simulator-models.ts'
import { Attempt, DeliverySummary, EventSummary, SecretSummary } from './models.ts'
import { Settings } from './settings-models.ts'
import { Stats } from './total-models.ts'

/** Everything the page may ask of the core: one entry per command, input and output together. */
export const commands = {
  ...appCommands,
  ...eventCommands,
  ...entityCommands,
  ...deliveryCommands,
  ...sendingCommands,
  ...sampleCommands,
  ...checkCommands,
  ...shareCommands,
  ...setupCommands
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
  /**
   * Attempts have no snapshot sequence: the whole attempt is sent, and the latest one wins. Those of a fast replay
   * are not announced one by one: `replays.changed` tells how far it is, and `events.changed` is then `stale`.
   */
  'attempts.changed': z.object({ upserted: z.array(Attempt) }),
  'replays.changed': z.object({ upserted: z.array(Replay), removed: z.array(z.string()) }),
  'simulator.changed': z.object({ upserted: z.array(Simulation) }),
  'checks.changed': z.object({ upserted: z.array(HandlerCheck) }),
  /** What came, went or changed in the payloads. */
  'shapes.changed': z.object({ upserted: z.array(ShapeChange) }),
  /** An action was chosen in a native menu: the page does what its key would do. */
  'actions.chosen': z.object({ name: z.enum(actionNames) }),
  /** For whoever shows notifications. */
  'notices.raised': Notice,
  /** How a dialog that asked where to save a file has ended. */
  'files.saved': SavedFile,
  'endpoints.changed': z.object({ rows: z.array(Endpoint) }),
  /** Something waits to be taken by `app.arrivals`. */
  'arrivals.changed': z.object({}),
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
