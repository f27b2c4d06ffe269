import type { Exchange, Probe, ProbeResult } from '#shared/check-models.ts'
import type { Conversation } from './conversation.ts'

/** One thing that a check finds out about a handler. */
export interface ProbeWork {
  readonly probe: Probe
  /** `all`: it judges the answers to the other probes, so it has its say also where those could not be sent. */
  readonly looksAt: 'own' | 'all'
  run(conversation: Conversation): Promise<Judgement>
}

export type Fix = ProbeResult['fixes'][number]

export interface Judgement extends Pick<ProbeResult, 'consequence'> {
  readonly outcome: 'pass' | 'warn' | 'fail' | 'skipped'
  readonly finding: string
  readonly fixes: readonly Fix[]
}

export function createProbe(
  group: Probe['group'],
  id: string,
  name: string,
  why: string,
  run: ProbeWork['run'],
  looksAt: ProbeWork['looksAt'] = 'own'
): ProbeWork {
  return { probe: { id, name, why, group }, looksAt, run }
}

/** A whole answer of 2xx, which is what Scalekit counts as delivered. */
export const isAccepted = ({ status, error }: Exchange): boolean =>
  status !== null && status >= 200 && status <= 299 && error === null

export const isRefused = ({ status }: Exchange): boolean => status !== null && status >= 400 && status <= 499
export const isCrash = ({ status }: Exchange): boolean => status !== null && status >= 500
export const isRedirect = ({ status }: Exchange): boolean => status !== null && status >= 300 && status <= 399

/** Given up after ten seconds, which is how long Scalekit waits. */
export const isLate = ({ error, durationMs }: Exchange): boolean =>
  error !== null && (durationMs ?? 0) >= 9_900

/** What came back, to stand at the end of a sentence. */
export function describeAnswer({ status, durationMs, error }: Exchange): string {
  const reason = error?.replace(/\.$/, '')
  if (reason !== undefined)
    return status === null || reason.startsWith(`It answered ${status}`) ? reason : `${status}. ${reason}`
  return durationMs === null ? `${status}` : `${status} in ${formatMs(durationMs)}`
}

export const formatMs = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`

export const pass = (finding: string, consequence: string | null): Judgement => ({
  outcome: 'pass',
  finding,
  consequence,
  fixes: []
})
export const fail = (finding: string, consequence: string | null, fixes: readonly Fix[] = []): Judgement => ({
  outcome: 'fail',
  finding,
  consequence,
  fixes
})
