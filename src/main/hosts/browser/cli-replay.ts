import type { CommandOutput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { Attempt } from '#shared/models.ts'
import type { Compared, Replay } from '#shared/replay-models.ts'
import type { Core } from '../../core/core.ts'
import type { ReplayOptions } from './cli-options.ts'
import { EXIT, jsonLine, type ExitCode, type Write } from './cli-output.ts'

const PAGE = 500

/** Replays what the query finds, tells each attempt, compares with the baseline, then sums up. */
export async function runReplay(core: Core, options: ReplayOptions, write: Write): Promise<ExitCode> {
  const { json, baseline: name } = options
  const baseline = name === null ? null : await findBaseline(core, name)
  const told = new Set<string>()
  const tell = (attempt: Attempt) => {
    if (attempt.outcome === 'pending' || told.has(attempt.id)) return
    told.add(attempt.id)
    write(json ? jsonLine('attempt', pick(attempt)) : describe(attempt))
  }
  const replay = await replayToEnd(core, options, tell)
  // A fast replay does not announce every attempt.
  for await (const attempt of pages((before) =>
    core.replays.attempts({ id: replay.id, limit: PAGE, ...before })
  )) {
    tell(attempt)
  }

  const { id, target, what, total, accepted, refused, failed } = replay
  const tellDifference = (row: Compared) =>
    write(json ? jsonLine('difference', row) : describeDifference(row))
  const compared = baseline && (await compare(core, id, baseline, tellDifference))
  const isKept = name !== null && baseline === null
  if (isKept) await core.replays.setBaseline({ id, name })
  const isGood = accepted === total && !(compared && compared.changed + compared.missing > 0)
  const exitCode = isGood ? EXIT.good : EXIT.bad
  const counts = { replayId: id, target, total, accepted, refused, failed }
  if (json) {
    write(
      jsonLine('summary', {
        ...counts,
        baseline: name === null ? null : { name, isKept, ...compared },
        exitCode
      })
    )
    return exitCode
  }
  write(`\n${what}: ${accepted} accepted, ${refused} refused, ${failed} without an answer.\n`)
  if (isKept) write(`There was no baseline "${name}" yet, so these answers are kept as it.\n`)
  if (compared) {
    const { same, changed, missing, added } = compared
    write(
      `Against the baseline "${name}": ${same} same, ${changed} changed, ${missing} missing, ${added} new.\n`
    )
  }
  return exitCode
}

async function replayToEnd(
  core: Core,
  options: ReplayOptions,
  onAttempt: (attempt: Attempt) => void
): Promise<Replay> {
  const { query, target, mode, deliveryId, typeNames, perSecond, concurrency } = options
  const ended = Promise.withResolvers<Replay>()
  let id: string | null = null
  const look = (replay: Replay) => {
    if (replay.id === id && replay.state !== 'running') ended.resolve(replay)
  }
  const stopListening = core.onAnnouncement((name, payload) => {
    if (name === 'replays.changed') (payload as { readonly upserted: Replay[] }).upserted.forEach(look)
    if (name !== 'attempts.changed') return
    for (const attempt of (payload as { readonly upserted: Attempt[] }).upserted) {
      if (attempt.replayId === id) onAttempt(attempt)
    }
  })
  try {
    const { replayId } = await core.replays.start({
      query,
      target,
      mode,
      deliveryId,
      typeNames,
      ...(perSecond !== null && { pace: { kind: 'rate', perSecond } }),
      ...(concurrency !== null && { concurrency })
    })
    id = replayId
    look(await core.replays.get({ id }))
    const replay = await ended.promise
    if (replay.state === 'done') return replay
    throw new AppError(
      'unavailable',
      'The replay stopped before its end. The app shows it and can resume it.'
    )
  } finally {
    stopListening()
  }
}

/** The latest one of that name. */
async function findBaseline(core: Core, name: string): Promise<Replay | null> {
  for await (const replay of pages((before) => core.replays.all({ limit: PAGE, ...before }))) {
    if (replay.baseline === name) return replay
  }
  return null
}

async function compare(
  core: Core,
  id: string,
  baseline: Replay,
  onDifference: (row: Compared) => void
): Promise<Pick<CommandOutput<'replays.compare'>, 'same' | 'changed' | 'missing' | 'added'>> {
  let counts = { same: 0, changed: 0, missing: 0, added: 0 }
  const read = async (before: { before?: string }) => {
    const input = { id, baselineId: baseline.id, onlyChanged: true, limit: PAGE, ...before }
    const { same, changed, missing, added, ...page } = await core.replays.compare(input)
    counts = { same, changed, missing, added }
    return page
  }
  for await (const row of pages(read)) onDifference(row)
  return counts
}

/** All rows of a list that comes page by page. */
async function* pages<T>(
  read: (before: {
    before?: string
  }) => Promise<{ readonly rows: readonly T[]; readonly next: string | null }>
): AsyncGenerator<T> {
  for (let before: string | null | undefined; before !== null;) {
    const page: { readonly rows: readonly T[]; readonly next: string | null } = await read(
      before === undefined ? {} : { before }
    )
    yield* page.rows
    before = page.next
  }
}

const pick = ({ id, eventId, outcome, status, durationMs, error, warning }: Attempt) => ({
  id,
  eventId,
  outcome,
  status,
  durationMs,
  error,
  warning
})

function describe({ eventId, status, durationMs, error, warning }: Attempt): string {
  const took = durationMs === null ? '' : ` in ${Math.round(durationMs)} ms`
  const words = [error, warning].filter((text) => text !== null).join(' ')
  return `${String(status ?? 'none').padEnd(6)}${eventId}${took}${words && `: ${words}`}\n`
}

function describeDifference({ eventId, type, verdict, before, after }: Compared): string {
  const from = before?.status ?? 'no answer'
  const to = after?.status ?? 'no answer'
  const words = {
    same: 'is the same',
    status: `was answered ${from}, now ${to}`,
    body: `was answered ${from} with another body`,
    missing: 'is in the baseline only',
    new: 'is not in the baseline'
  }[verdict]
  return `differs  ${eventId} (${type}) ${words}.\n`
}
