import type { Announce } from '#shared/contract.ts'
import type { Attempt } from '#shared/models.ts'
import type { Settings } from '#shared/settings-models.ts'
import { createAttempts, type Attempts } from './forwarding/attempts.ts'
import { createReplayCommands, type ReplayCommands } from './forwarding/replay-commands.ts'
import { createReplays } from './forwarding/replays.ts'
import { createTargetCommands, type TargetCommands } from './forwarding/target-commands.ts'
import { createVariantCommands, type VariantCommands } from './forwarding/variant-commands.ts'
import type { Clock, Log } from './ports.ts'
import type { Secrets } from './signatures/secrets.ts'
import type { Store } from './store/client.ts'

export interface SendingCommands {
  readonly replays: ReplayCommands
  readonly targets: TargetCommands
  readonly variants: VariantCommands
}

/** All that hands events to targets because a person asked for it, and what the live forward shares with it. */
export interface Sending {
  readonly attempts: Attempts
  readonly commands: SendingCommands
  /** Announces replays that came back. */
  tellReplays(ids: readonly string[]): Promise<void>
  /** Gives up what is under way and waits until that is stored. */
  close(): Promise<void>
}

export function createSending(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly secrets: Secrets
  receiverPort(): number | null
  leadsBack(url: URL): boolean
  /** Of all endpoints. */
  forwardTargets(): readonly string[]
  settings(): Settings
  setTrusted(trustedOrigins: string[]): Promise<unknown>
  /** Every attempt, as it begins and ends. */
  onAttempt(attempt: Attempt): void
  readonly announce: Announce
}): Sending {
  const { announce } = parts
  const tell = (upserted: readonly Attempt[]) => {
    for (const attempt of upserted) parts.onAttempt(attempt)
    announce('attempts.changed', { upserted: [...upserted] })
  }
  const attempts = createAttempts({
    ...parts,
    trustedOrigins: () => parts.settings().trustedOrigins,
    onAttempt: (attempt) => tell([attempt])
  })
  const replays = createReplays({ ...parts, check: attempts.check, onAttempts: tell })
  return {
    attempts,
    commands: {
      replays: createReplayCommands({ ...parts, replays }),
      targets: createTargetCommands({ ...parts, check: attempts.check }),
      variants: createVariantCommands(parts)
    },
    tellReplays: replays.tell,
    close: async () => void (await Promise.all([attempts.close(), replays.close()]))
  }
}
