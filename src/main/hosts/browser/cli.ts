import { homedir } from 'node:os'
import { AppError } from '#shared/errors.ts'
import type { Core } from '../../core/core.ts'
import { inWordsOf } from '../flags.ts'
import { createLog } from '../log.ts'
import { runCheck } from './cli-check.ts'
import { describeCommand, parseCommand, type CommandName, type CommandOptions } from './cli-options.ts'
import { EXIT, type ExitCode, type Write } from './cli-output.ts'
import { runReplay } from './cli-replay.ts'
import { defaultDataDir } from './data-dir.ts'
import { openCore } from './open-core.ts'

/** One command from its arguments to the end of the process: the core without a page and without a receiver. */
export async function runCommand(
  command: CommandName,
  argv: readonly string[],
  program: { readonly bundle: URL; readonly version: string }
): Promise<void> {
  const write: Write = (text) => void process.stdout.write(text)
  const usualDataDir = defaultDataDir(process.platform, process.env, homedir())
  const options = readOptions(command, argv)
  if (options === 'refused') return void (process.exitCode = EXIT.wrongArguments)
  if (options === null) return write(inWordsOf(process.argv[1], describeCommand(command, usualDataDir)))

  const log = createLog('warn')
  const interrupted = Promise.withResolvers<ExitCode>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      console.error('Stopped before its end.')
      interrupted.resolve(EXIT.couldNotRun)
    })
  }
  let core: Core | null = null
  let exitCode: ExitCode
  try {
    core = await openCore(program.bundle, log, {
      dataDir: options.dataDir ?? usualDataDir,
      version: program.version,
      receiverPort: 0,
      sessionSecrets: options.secrets,
      forwardTargets: [],
      ngrok: { authtoken: null, configFiles: [], domain: null, connectUrl: null, connectCas: null }
    })
    await core.listening.stop({})
    const work =
      options.command === 'check' ? runCheck(core, options, write) : runReplay(core, options, write)
    exitCode = await Promise.race([work, interrupted.promise])
  } catch (error) {
    exitCode = explain(error, core === null && command === 'check')
  }
  await core?.close()
  // What is still on its way through a pipe is let out first.
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
  process.exit(exitCode)

  function explain(error: unknown, isCheckWithoutCore: boolean): ExitCode {
    if (!(error instanceof AppError)) {
      log.error('Unexpected error', { error })
      return EXIT.couldNotRun
    }
    const isInUse = isCheckWithoutCore && error.code === 'conflict'
    const way = ' A check needs nothing from there but a secret: give --secret and an empty --data-dir.'
    console.error(error.message + (isInUse ? way : ''))
    return error.code === 'invalid_input' ? EXIT.wrongArguments : EXIT.couldNotRun
  }
}

function readOptions(command: CommandName, argv: readonly string[]): CommandOptions | null | 'refused' {
  try {
    return parseCommand(command, argv, process.env)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(error.message)
    return 'refused'
  }
}
