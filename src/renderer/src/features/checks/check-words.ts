import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon
} from 'lucide-react'
import type { Exchange, HandlerCheck, Probe, ProbeResult } from '#shared/check-models.ts'
import type { Tone } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { formatDuration } from '../../lib/format-time.ts'

type Outcome = ProbeResult['outcome']

export const outcomeLooks: Readonly<
  Record<Outcome, { readonly icon: LucideIcon; readonly word: string; readonly tone: Tone }>
> = {
  waiting: { icon: CircleDashed, word: 'waiting', tone: 'plain' },
  running: { icon: LoaderCircle, word: 'running', tone: 'info' },
  pass: { icon: CircleCheck, word: 'pass', tone: 'good' },
  warn: { icon: TriangleAlert, word: 'warn', tone: 'warn' },
  fail: { icon: CircleAlert, word: 'fail', tone: 'bad' },
  skipped: { icon: CircleSlash, word: 'skipped', tone: 'plain' }
}

export const groupNames: Readonly<Record<Probe['group'], string>> = {
  signature: 'Signature',
  delivery: 'Delivery',
  payload: 'Payload',
  answer: 'Answer'
}

/** In the order in which the first of each comes. */
export const inGroups = <T>(
  rows: readonly T[],
  probeOf: (row: T) => Probe
): readonly (readonly [Probe['group'], readonly T[]])[] => [...Map.groupBy(rows, (row) => probeOf(row).group)]

const countOf = ({ results }: HandlerCheck, outcome: Outcome): number =>
  results.filter((result) => result.outcome === outcome).length

/** What a check has found so far or found in all, in a sentence. */
export function sayCheck(check: HandlerCheck): { readonly tone: Tone; readonly text: string } {
  const { state, results } = check
  const [passed, warned, failed, skipped] = (['pass', 'warn', 'fail', 'skipped'] as const).map((outcome) =>
    countOf(check, outcome)
  ) as [number, number, number, number]
  const counts = [
    failed > 0 && `${formatCount(failed)} failed`,
    warned > 0 && `${formatCount(warned)} to look at`,
    passed > 0 && `${formatCount(passed)} passed`,
    skipped > 0 && `${formatCount(skipped)} skipped`
  ].filter(Boolean)
  const found = counts.join(', ')
  if (state === 'running') {
    const now = results.find(({ outcome }) => outcome === 'running')
    const ended = passed + warned + failed + skipped
    return {
      tone: failed > 0 ? 'bad' : 'info',
      text: `${ended} of ${results.length} done${found && `: ${found}`}.${now ? ` Now: ${now.probe.name}.` : ''}`
    }
  }
  if (state === 'stopped') return { tone: failed > 0 ? 'bad' : 'plain', text: `Stopped: ${found}.` }
  if (results[0]?.outcome === 'fail' && skipped > 0) {
    return {
      tone: 'bad',
      text: `The handler does not accept a valid delivery, so little else could be found out: ${found}.`
    }
  }
  if (failed > 0) return { tone: 'bad', text: `The handler does not hold yet: ${found}.` }
  if (warned > 0) return { tone: 'warn', text: `Nothing failed: ${found}.` }
  return {
    tone: 'good',
    text: results.length === 1 ? 'It passed.' : `All ${formatCount(results.length)} passed.`
  }
}

export const failedProbes = ({ results }: HandlerCheck): string[] =>
  results.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn').map(({ probe }) => probe.id)

/** What came back: `200 in 12 ms`, or why nothing did. */
export function sayAnswer({ status, durationMs, error }: Exchange): string {
  if (status === null) return error ?? 'no answer'
  const took = durationMs === null ? '' : ` in ${formatDuration(durationMs)}`
  return `${status}${took}${error === null ? '' : `, then: ${error}`}`
}
