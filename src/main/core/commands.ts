import type { CommandName, CommandOutput, ParsedInput } from '#shared/contract.ts'

/** A command's function in the core: checked input in, output as the contract has it. Rejects with an `AppError`. */
export type Call<K extends CommandName> = (input: ParsedInput<K>) => Promise<CommandOutput<K>>
