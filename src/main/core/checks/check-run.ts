import type { HandlerCheck, ProbeResult } from '#shared/check-models.ts'
import type { CheckedTarget } from '../forwarding/target.ts'
import type { Clock, Log } from '../ports.ts'
import { userEvent } from './check-events.ts'
import { RETRIED } from './consequences.ts'
import { openConversation, type Conversation } from './conversation.ts'
import { keepAlive } from './fixes.ts'
import type { Judgement, ProbeWork } from './probe.ts'

/** A check under way, or one that has ended. */
export interface CheckRun {
  readonly id: string
  readonly target: string
  /** As it is at this moment. */
  now(): HandlerCheck
  /** What has not come yet is skipped; what is under way is given up. */
  stop(): void
  readonly ended: Promise<void>
}

export interface CheckParts {
  readonly clock: Clock
  readonly log: Log
  readonly target: CheckedTarget
  readonly secret: string
  readonly probes: readonly ProbeWork[]
  onChange(check: HandlerCheck): void
}

const STOPPED = 'The check was stopped before this was known.'

/** Asks one probe after the other, so that what a handler logs meanwhile can be told apart. */
export function startCheck(id: string, parts: CheckParts): CheckRun {
  const { clock, log, target, probes } = parts
  const stopping = new AbortController()
  const { about } = openConversation({ ...parts, signal: stopping.signal })
  const startedAt = clock.now()
  let endedAt: number | null = null
  const results: ProbeResult[] = probes.map(({ probe }) => ({
    probe,
    outcome: 'waiting',
    finding: null,
    consequence: null,
    fixes: [],
    exchanges: []
  }))

  const now = (): HandlerCheck => ({
    id,
    target: target.url.href,
    startedAt,
    endedAt,
    state: stateOf(),
    results: [...results]
  })
  const stateOf = () => {
    if (endedAt === null) return 'running'
    return stopping.signal.aborted ? 'stopped' : 'done'
  }
  const set = (index: number, change: Partial<ProbeResult>) => {
    const result = results[index]
    if (result) results[index] = { ...result, ...change }
    parts.onChange(now())
  }
  const judge = async (work: ProbeWork, conversation: Conversation): Promise<Partial<ProbeResult>> => {
    try {
      const judgement = await work.run(conversation)
      const lasting = await surviving(work, judgement, conversation, work.run)
      return { ...lasting, fixes: [...lasting.fixes] }
    } catch (error) {
      log.error('A probe of the handler check failed', { probe: work.probe.id, error })
      return {
        outcome: 'skipped',
        finding: 'Something went wrong inside the app, so nothing is known. Its log has the details.'
      }
    }
  }
  /** Why the probes that send something are not asked any more. */
  let reason: string | null = null

  /** A handler that was gone before a probe began had ended after its last answer. */
  const blameBefore = (work: ProbeWork): void => {
    const index = probes.indexOf(work) - 1
    const before = results[index]
    if (!before) return
    set(index, {
      outcome: 'fail',
      finding:
        `${before.finding ?? ''} After its last answer it was gone: nothing took the next delivery.`.trim(),
      consequence: RETRIED,
      fixes: [...before.fixes, ...keepAlive]
    })
  }
  /**
   * Where an answer failed to come, a plain delivery tells whether the handler is still there. Where it is again,
   * but was not when the probe began, it is asked once more.
   */
  const surviving = async (
    work: ProbeWork,
    judgement: Judgement,
    conversation: Conversation,
    again: ProbeWork['run'] | null
  ): Promise<Judgement> => {
    const isSilent = conversation.exchanges.some(({ status }) => status === null)
    if (!isSilent || stopping.signal.aborted || work === probes[0]) return judgement
    const [first] = conversation.exchanges
    const wasGone = again !== null && first !== undefined && !conversation.hasLeft(first)
    if (wasGone) blameBefore(work)
    const event = userEvent('organization.directory.user_updated', conversation.now())
    const { status } = await conversation.deliver('A plain delivery, to see whether it is still there', event)
    if (status !== null && wasGone) return surviving(work, await again(conversation), conversation, null)
    if (status !== null || stopping.signal.aborted) return judgement
    const since = wasGone ? (probes[probes.indexOf(work) - 1] ?? work) : work
    reason = `Skipped, because the handler gives no answer any more since "${since.probe.name}".`
    if (wasGone) return { outcome: 'skipped', finding: reason, consequence: null, fixes: [] }
    return {
      outcome: 'fail',
      finding: `${judgement.finding} It has not answered since, not even a valid delivery: it may have ended.`,
      consequence: RETRIED,
      fixes: [...judgement.fixes, ...keepAlive]
    }
  }

  const run = async () => {
    for (const [index, work] of probes.entries()) {
      if (stopping.signal.aborted) {
        set(index, { outcome: 'skipped', finding: STOPPED })
        continue
      }
      if (reason !== null && work.looksAt === 'own') {
        set(index, { outcome: 'skipped', finding: reason })
        continue
      }
      set(index, { outcome: 'running' })
      const conversation = about(work.probe.id)
      const result = await judge(work, conversation)
      const exchanges = [...conversation.exchanges]
      if (stopping.signal.aborted) set(index, { outcome: 'skipped', finding: STOPPED, exchanges })
      else set(index, { ...result, exchanges })
      if (index === 0 && result.outcome !== 'pass') {
        reason = 'Skipped, because the handler does not accept a valid delivery. Mend that first.'
      }
    }
    endedAt = clock.now()
    parts.onChange(now())
  }

  return { id, target: target.url.href, now, stop: () => stopping.abort(), ended: run() }
}
