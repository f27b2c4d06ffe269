import { AppError } from '#shared/errors.ts'

const TRIES = 3

/** Asks the store for what is harmless when it is done twice: a worker that crashed is replaced. */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable' || tries === TRIES) throw error
    }
  }
}
