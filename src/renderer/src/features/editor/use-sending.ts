import { useState } from 'react'
import type { Attempt } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { pendingReplays, replayKey, runReplay } from '../replay/run-replay.ts'
import { isSendable, useHealth, type Health } from '../replay/use-health.ts'

/** What is sent: a variant as it is saved, or what stands in the editor. */
export type Sent =
  { readonly variantId: string } | { readonly edited: { body: string; headers: [string, string][] } }

export interface Sending {
  readonly target: string
  readonly setTarget: (target: string) => void
  readonly health: Health
  /** Whether the target can be sent to, and nothing of this event waits there for its answer. */
  readonly canSend: boolean
  readonly isPending: boolean
  /** What the last replay from here got; null before there was one. */
  readonly answer: Attempt | null
  /** Resolves once there is an answer, or none will come. */
  readonly send: (sent: Sent) => Promise<void>
}

/** Where an event goes from the editor, and what came of sending it. */
export function useSending(eventId: string): Sending {
  const client = useClient()
  const { settings, replayOptions } = useAppState()
  const lastTarget = () => settings.getSnapshot().value?.replayTarget ?? ''
  const [written, setTarget] = useState(lastTarget)
  const [answer, setAnswer] = useState<Attempt | null>(null)
  const health = useHealth(written)
  const target = written.trim()
  const isPending = useStore(pendingReplays).has(replayKey(eventId, target))
  return {
    target: written,
    setTarget,
    health,
    canSend: target !== '' && isSendable(health) && !isPending,
    isPending,
    answer,
    async send(sent) {
      if (target !== lastTarget()) await client.call('settings.set', { replayTarget: target })
      const options = { ...replayOptions.getSnapshot(), mode: 'resign' as const }
      setAnswer(await runReplay(client, { eventId, target, ...options, ...sent }))
    }
  }
}
