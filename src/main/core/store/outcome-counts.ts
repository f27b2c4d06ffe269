import type { Database } from 'better-sqlite3'
import type { Facets } from '#shared/total-models.ts'

const COUNTED = 1_000

/** Events by what came of their last attempt, no more of each than are counted. */
export const OUTCOME_READS = {
  accepted: `SELECT seq FROM events WHERE attempt_status BETWEEN 200 AND 299 AND attempt_outcome || '' = 'answered'
    AND deletion IS NULL LIMIT ${COUNTED + 1}`,
  below: `SELECT seq FROM events WHERE attempt_status < 200 AND attempt_outcome || '' = 'answered'
    AND deletion IS NULL LIMIT ${COUNTED + 1}`,
  above: `SELECT seq FROM events WHERE attempt_status > 299 AND attempt_outcome || '' = 'answered'
    AND deletion IS NULL LIMIT ${COUNTED + 1}`,
  failed: `SELECT seq FROM events WHERE attempt_outcome = 'failed' AND deletion IS NULL LIMIT ${COUNTED + 1}`,
  pending: `SELECT seq FROM events WHERE attempt_outcome = 'pending' AND deletion IS NULL LIMIT ${COUNTED + 1}`
} as const

type Outcome = Facets['outcomes'][number]['outcome']
const KINDS: Readonly<Record<Outcome, readonly (keyof typeof OUTCOME_READS)[]>> = {
  accepted: ['accepted'],
  refused: ['below', 'above'],
  failed: ['failed'],
  pending: ['pending']
}

/** Counts them through the indexes of attempts: counting all of them would take as long as there are many. */
export function createOutcomeCounts(db: Database): () => Facets['outcomes'] {
  const counted = Object.entries(KINDS).map(([outcome, reads]) => ({
    outcome: outcome as Outcome,
    statements: reads.map((read) => db.prepare<[], number>(OUTCOME_READS[read]).pluck())
  }))
  return () =>
    counted.flatMap(({ outcome, statements }) => {
      const found = statements.reduce((sum, statement) => sum + statement.all().length, 0)
      return found === 0 ? [] : { outcome, count: Math.min(found, COUNTED), isMore: found > COUNTED }
    })
}
