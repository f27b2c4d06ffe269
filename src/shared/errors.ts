/** The few codes a command can fail with. Outcomes (a bad signature, a refused replay) are data, not errors. */
export type ErrorCode = 'invalid_input' | 'not_found' | 'conflict' | 'unavailable' | 'internal'

/** An expected failure: its message is shown to the user as it is, so it says what happened and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }
}

/** An error as it crosses a transport. */
export interface WireError {
  readonly code: ErrorCode
  readonly message: string
}

/** What the page may know of an error: an `AppError` in full, anything else as one neutral sentence. */
export function toWireError(error: unknown): WireError {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  return { code: 'internal', message: 'Something went wrong inside the app. Its log has the details.' }
}

/** The words of anything that was thrown, for a log or as part of a sentence. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Makes the compiler prove that every member of a union was handled. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value ${JSON.stringify(value)}`)
}
