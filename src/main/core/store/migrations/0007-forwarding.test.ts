import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate, migrations } from '../migrate.ts'
import { createEndpointStore } from '../endpoints.ts'

it('lets endpoints of earlier versions forward as they did', () => {
  const db = new Database(':memory:')
  migrate(
    db,
    migrations.filter(({ version }) => version < 7)
  )
  // The store of today needs the table of today, so the row is written as it was then.
  db.exec(`INSERT INTO endpoints (name, path, forward_targets, answers, decisions, created_at)
    VALUES ('Staging', '/staging', '["http://localhost:3000/"]', '{"verified":200,"unchecked":202,"rejected":401}', '{}', 5)`)
  migrate(db)
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)!.version)
  const unfiltered = { query: '', retries: 'off', mirror: null, keepOrder: true, isPaused: false }
  const endpoints = createEndpointStore(db)
  expect(endpoints.list()).toMatchObject([
    { id: 'ep_1', forwarding: unfiltered },
    { id: 'ep_2', forwardTargets: ['http://localhost:3000/'], forwarding: unfiltered }
  ])
  const changed = {
    ...endpoints.find(2)!,
    forwarding: { ...unfiltered, retries: 'six', query: 'type:user.*' }
  } as const
  endpoints.update(2, changed)
  expect(endpoints.find(2)).toEqual(changed)
  db.close()
})
