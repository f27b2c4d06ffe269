import { commands, type CommandName, type CommandOutput, type ParsedInput } from '#shared/contract.ts'
import { AppError, toWireError } from '#shared/errors.ts'
import type { Reply } from '#shared/transport.ts'
import { describeFlaws } from '../core/describe-flaws.ts'

/** One function per command. Leaving one out does not compile. */
export type Handlers = {
  readonly [K in CommandName]: (input: ParsedInput<K>) => Promise<CommandOutput<K>>
}

/** Answers any command with any input. Never rejects. */
export type Dispatch = (command: string, input: unknown) => Promise<Reply>

/**
 * Turns the handlers into the one entry that every transport shares. Nothing that arrives here is believed:
 * the page may be old, another program may be calling. `reportBug` gets what is not an expected failure, because
 * whoever asked is told no more than that something went wrong.
 */
export function createDispatch(handlers: Handlers, reportBug: (error: unknown) => void): Dispatch {
  return async (command, input) => {
    try {
      if (!isCommand(command)) throw new AppError('not_found', 'There is no command of this name.')
      const parsed = commands[command].input.safeParse(input)
      if (!parsed.success)
        throw new AppError('invalid_input', describeFlaws(parsed.error, `${command} cannot take this input.`))
      const handle = handlers[command] as (input: unknown) => Promise<unknown>
      return { ok: true, value: await handle(parsed.data) }
    } catch (error) {
      if (!(error instanceof AppError)) reportBug(error)
      return { ok: false, error: toWireError(error) }
    }
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)
