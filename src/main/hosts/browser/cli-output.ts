/** What a script can tell apart. */
export const EXIT = { good: 0, bad: 1, wrongArguments: 2, couldNotRun: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export type Write = (text: string) => void

export const jsonLine = (event: string, fields: object): string => `${JSON.stringify({ event, ...fields })}\n`
