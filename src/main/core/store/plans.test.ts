import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTempStore, type TempStore } from '../../../../tests/support/temp-store.ts'
import { ATTEMPT_READS } from './attempts.ts'
import { DELIVERY_LISTS } from './delivery-list.ts'
import { EVENT_PLACES } from './event-list.ts'
import { EVENT_SOURCES } from './event-sources.ts'
import { ENTITY_EVENT_READS } from './entity-events.ts'
import { HISTORY_READS } from './entity-history.ts'
import { NAME_READS } from './entity-names.ts'
import { ENTITY_READS } from './entity-operations.ts'
import { EVENT_READS } from './events.ts'
import { OUTCOME_READS } from './outcome-counts.ts'
import { REPLAY_READS } from './replay-events.ts'
import { SECRET_USE } from './secrets.ts'
import { SNAPSHOT_READS } from './snapshots.ts'
import { TALLY_READS } from './tally.ts'
import { TEXT_SEARCH } from './text-index.ts'

let temp: TempStore
beforeAll(() => {
  temp = openTempStore()
})
afterAll(() => temp.close())

const INPUT = {
  key: 1,
  before: 9,
  limit: 9,
  kind: 'webhook',
  verdict: 'rejected',
  eventSeq: 1,
  secretId: 'sec_1',
  match: '"abc"',
  happenedAt: 1,
  target: 'http://localhost/',
  replayId: 'rep_1',
  place: -9,
  seq: 1,
  after: 1,
  untilAt: 2,
  until: 9,
  from: 1,
  skip: 1,
  id: 'evt_1',
  kept: 3_600_000,
  to: 2
}
const statements = {
  ...DELIVERY_LISTS,
  ...EVENT_SOURCES,
  ...EVENT_PLACES,
  ...TALLY_READS,
  ...EVENT_READS,
  ...ATTEMPT_READS,
  ...OUTCOME_READS,
  ...REPLAY_READS,
  ...ENTITY_READS,
  ...ENTITY_EVENT_READS,
  ...HISTORY_READS,
  ...SNAPSHOT_READS,
  ...NAME_READS,
  search: TEXT_SEARCH,
  secretUse: SECRET_USE
}

function planOf(sql: string): string[] {
  const used = Object.fromEntries(Object.entries(INPUT).filter(([name]) => sql.includes(`@${name}`)))
  return temp.store.db
    .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(used)
    .map((row) => row.detail)
}

// Lists that read the newest rows without a condition walk the table itself, which is in that order.
const WALKS = new Set<string>(['webhooks', 'verified'])

it.each(Object.entries(statements))('reads %s through an index and sorts nothing', (name, sql) => {
  const plan = planOf(sql)
  expect(plan.length).toBeGreaterThan(0)
  for (const step of plan) {
    expect(step).not.toMatch(/TEMP B-TREE|AUTOMATIC/)
    if (!step.includes('VIRTUAL TABLE'))
      expect(step).toMatch(/^(?:SEARCH|CORRELATED SCALAR SUBQUERY|MATERIALIZE)/)
  }
  if (WALKS.has(name)) expect(plan[0]).toContain('INTEGER PRIMARY KEY')
})

it('knows a statement that does neither', () => {
  expect(
    planOf(`SELECT * FROM events WHERE label = 'x' AND seq > @before * 0 ORDER BY object`)
  ).toContainEqual(expect.stringMatching(/TEMP B-TREE/))
})
