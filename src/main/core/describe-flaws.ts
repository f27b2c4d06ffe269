import type { z } from 'zod'

/** Keys are named as they were sent, and there may be a hundred thousand of them. */
const MOST = 1_000

/**
 * What is wrong with an input. It names fields and rules, never the values: one may be a secret. A rule of ours says
 * what is the matter in a sentence, with its full stop, which is all that people need to read.
 */
export function describeFlaws(error: z.ZodError, what = 'This cannot be taken.'): string {
  if (error.issues.every(({ message }) => message.endsWith('.'))) {
    return error.issues.map(({ message }) => message).join(' ')
  }
  const issues = error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`
  )
  const flaws = issues.join('; ')
  return `${what} ${flaws.length > MOST ? `${flaws.slice(0, MOST)}…` : flaws}`
}
