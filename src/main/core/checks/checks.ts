import { randomUUID } from 'node:crypto'
import type { Announce, ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { Call } from '../commands.ts'
import type { CheckedTarget } from '../forwarding/target.ts'
import type { Clock, Log } from '../ports.ts'
import type { Secrets } from '../signatures/secrets.ts'
import { verifyRawBody } from './fixes.ts'
import { startCheck, type CheckRun } from './check-run.ts'
import { chooseProbes, PROBES } from './probes.ts'
import { writeReport } from './report.ts'

/** The handler check. */
export interface CheckCommands {
  readonly handlerCode: Call<'checks.handlerCode'>
  readonly probes: Call<'checks.probes'>
  readonly start: Call<'checks.start'>
  readonly list: Call<'checks.list'>
  readonly stop: Call<'checks.stop'>
  readonly report: Call<'checks.report'>
}

/** And its end. */
export interface Checks extends CheckCommands {
  /** Stops what runs and waits until it has. */
  close(): Promise<void>
}

export interface ChecksParts {
  readonly clock: Clock
  readonly log: Log
  readonly secrets: Pick<Secrets, 'ofUser'>
  check(target: string): Promise<CheckedTarget>
  readonly announce: Announce
}

/** Checks are kept in memory: they tell how a handler is at one moment, and their reports can be saved. */
const KEPT = 20

export function createChecks(parts: ChecksParts): Checks {
  const { clock, log, secrets, announce } = parts
  let runs: readonly CheckRun[] = []
  let isClosed = false

  const find = (id: string): CheckRun => {
    const run = runs.find((one) => one.id === id)
    if (run) return run
    throw new AppError('not_found', 'There is no such check. The last 20 of this run of the app are kept.')
  }
  const isRunning = (run: CheckRun) => run.now().state === 'running'
  const readSecret = ({ secretId }: ParsedInput<'checks.start'>): string => {
    const own = secrets.ofUser()
    const secret = secretId === undefined ? own[0] : own.find(({ id }) => id === secretId)
    if (secret) return secret.value
    if (secretId !== undefined) throw new AppError('not_found', 'There is no such signing secret.')
    throw new AppError(
      'conflict',
      'There is no signing secret to sign with. Add the secret that your handler verifies with first.'
    )
  }

  return {
    handlerCode: async () => ({ rows: [...verifyRawBody] }),
    probes: async () => ({ rows: PROBES.map(({ probe }) => probe) }),
    async start(input) {
      const target = await parts.check(input.target)
      if (isClosed) throw new AppError('unavailable', 'The app is closing.')
      const probes = chooseProbes(input.probes)
      const secret = readSecret(input)
      if (runs.some((run) => run.target === target.url.href && isRunning(run))) {
        throw new AppError(
          'conflict',
          'This handler is being checked already. Wait for the end of that check, or stop it.'
        )
      }
      const run = startCheck(`chk_${randomUUID()}`, {
        clock,
        log,
        target,
        secret,
        probes,
        onChange: (check) => announce('checks.changed', { upserted: [check] })
      })
      runs = [run, ...runs].filter((one, index) => index < KEPT || isRunning(one))
      return run.now()
    },
    list: async () => ({ rows: runs.map((run) => run.now()) }),
    async stop({ id }) {
      const run = find(id)
      if (isRunning(run)) run.stop()
      await run.ended
      return run.now()
    },
    async report({ id, format }) {
      const run = find(id)
      if (isRunning(run)) {
        throw new AppError('conflict', 'This check has not ended yet. Wait for its end, or stop it.')
      }
      return writeReport(run.now(), format)
    },
    async close() {
      isClosed = true
      for (const run of runs) if (isRunning(run)) run.stop()
      await Promise.all(runs.map((run) => run.ended))
    }
  }
}
