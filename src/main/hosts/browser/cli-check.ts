import type { HandlerCheck, ProbeResult } from '#shared/check-models.ts'
import type { Core } from '../../core/core.ts'
import type { CheckOptions } from './cli-options.ts'
import { EXIT, jsonLine, type ExitCode, type Write } from './cli-output.ts'

const isKnown = ({ outcome }: ProbeResult): boolean => outcome !== 'waiting' && outcome !== 'running'

/** Checks a handler, tells each result as soon as it is known, then sums up. */
export async function runCheck(core: Core, options: CheckOptions, write: Write): Promise<ExitCode> {
  const told = new Set<string>()
  let reason: string | null = null
  const ended = Promise.withResolvers<HandlerCheck>()
  const look = (check: HandlerCheck) => {
    for (const result of check.results.filter(isKnown)) {
      if (told.has(result.probe.id)) continue
      told.add(result.probe.id)
      if (options.json) write(jsonLine('probe', flat(result)))
      else write(describe(result, result.finding === reason))
      reason = result.finding
    }
    if (check.state !== 'running') ended.resolve(check)
  }
  const stopListening = core.onAnnouncement((name, payload) => {
    if (name === 'checks.changed') (payload as { readonly upserted: HandlerCheck[] }).upserted.forEach(look)
  })
  try {
    // What was given here counts, also where other secrets are stored.
    const { rows } = await core.secrets.list({})
    const given = rows.find(({ kind, origin }) => kind === 'signing' && origin === 'session')
    await core.checks.start({
      target: options.target,
      ...(given && { secretId: given.id }),
      ...(options.probes && { probes: [...options.probes] })
    })
    const { target, results } = await ended.promise
    const count = (outcome: ProbeResult['outcome']) =>
      results.filter((result) => result.outcome === outcome).length
    const [passed, warnings, failed, skipped] = [
      count('pass'),
      count('warn'),
      count('fail'),
      count('skipped')
    ]
    const exitCode = exitCodeOf(failed, skipped)
    write(
      options.json
        ? jsonLine('summary', { target, passed, warnings, failed, skipped, exitCode })
        : `\n${passed} passed, ${warnings} with a warning, ${failed} failed, ${skipped} skipped.\n`
    )
    return exitCode
  } finally {
    stopListening()
  }
}

/** Probes are skipped after a failure, or because something went wrong here. */
function exitCodeOf(failed: number, skipped: number): ExitCode {
  if (failed > 0) return EXIT.bad
  return skipped > 0 ? EXIT.couldNotRun : EXIT.good
}

const flat = ({ probe, ...result }: ProbeResult) => ({ ...probe, ...result })

/** For people, who need not read the same reason line after line. */
function describe({ probe, outcome, finding, consequence, fixes }: ProbeResult, isTold: boolean): string {
  const lines = [`${outcome.padEnd(8)}${probe.name}${isTold ? '' : `: ${finding}`}`]
  if (outcome === 'fail' || outcome === 'warn') {
    if (consequence !== null) lines.push(`        ${consequence}`)
    const [first] = fixes
    if (first) lines.push(`        ${first.framework}: ${first.text}`)
    if (fixes.length > 1) {
      const others = fixes.slice(1).map(({ framework }) => framework)
      lines.push(`        With --json also for ${others.join(', ')}.`)
    }
  }
  return `${lines.join('\n')}\n`
}
