import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldText } from '#shared/query/fold-text.ts'
import type { EventSummary } from '#shared/models.ts'
import { compileQuery } from '#shared/query/match-query.ts'
import { parseQuery } from '#shared/query/parse-query.ts'
import { captured } from '../../../../tests/support/captured.ts'
import { openTempStore, type TempStore } from '../../../../tests/support/temp-store.ts'

const EVENTS = 1_500
const START = Date.UTC(2026, 9, 1)
const TYPES = [
  'user.login',
  'organization.created',
  'organization.directory.user_updated',
  'scalekit.dir.user.create'
]
const NAMES = ['Zoë Åkerström', 'Kwame Adeyemi-Rask', 'Ottilie "Otti" Brandvold', '田中 花子']

let temp: TempStore
/** Everything that a filter may look at, row by row, newest first: the judge of what the indexes find. */
let all: { event: EventSummary; text: string }[]

beforeAll(() => {
  temp = openTempStore()
  const { operations } = temp
  for (let at = 0; at < EVENTS; at += 100) {
    operations.capture(
      Array.from({ length: 100 }, (_, index) => {
        const n = at + index
        return captured(
          {
            id: `evt_${n}`,
            type: TYPES[n % TYPES.length],
            organization_id: n % 11 === 0 ? undefined : `org_${n % 11}`,
            data: { id: `usr_${n % 37}`, name: NAMES[n % NAMES.length], phone: `+4670${1_000_000 + n * 7}` }
          },
          {
            receivedAt: START + n * 60_000,
            webhookId: `msg_${n}`,
            endpoint: n % 5 === 0 ? 2 : 1,
            sample: n % 9 === 0
          }
        )
      })
    )
  }
  // A third stays behind the index, so that both ways of searching are in every answer.
  for (let slices = 0; slices < 10; slices++) operations.tidy(true)
  const ids = (step: number) => Array.from({ length: EVENTS / step }, (_, index) => `evt_${index * step}`)
  operations.starEvents({ ids: ids(17), starred: true })
  for (const id of ids(23)) operations.noteEvent({ id, text: 'Look again' })
  for (const [index, id] of ids(13).entries()) {
    const { id: attempt } = operations.startAttempt({
      replayId: null,
      kind: index % 2 ? 'replay' : 'forward',
      eventId: id,
      target: 'http://127.0.0.1:1/',
      mode: 'resign',
      startedAt: START,
      requestHeaders: [],
      warning: null
    })
    const outcome = (['answered', 'failed'] as const)[index % 3 === 0 ? 1 : 0] ?? 'answered'
    operations.finishAttempt({
      id: attempt,
      result: {
        outcome,
        status: outcome === 'answered' ? ([200, 404, 500][index % 3] ?? 200) : null,
        durationMs: 1,
        error: null,
        responseHeaders: [],
        responseBody: null,
        responseTruncated: false
      }
    })
  }
  all = listAll(undefined).map((event) => ({ event, text: textOf(event) }))
})
afterAll(() => temp.close())

/** What a person would search in: the body as it arrived and what the row shows. */
function textOf(event: EventSummary): string {
  const { content } = temp.operations.eventBody({ id: event.id, offset: 0, form: 'arrived' })
  const shown = JSON.parse(content) as { data: { name: string } }
  return foldText(
    [
      content,
      shown.data.name,
      `msg_${event.id.slice(4)}`,
      event.canonicalType,
      '/api/webhook/user-access',
      event.noted ? 'Look again' : ''
    ].join('\n')
  )
}

function listAll(query: string | undefined, limit = 70): EventSummary[] {
  const found: EventSummary[] = []
  let before: string | undefined
  for (;;) {
    const page = temp.operations.listEvents({ query, limit, before })
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    found.push(...page.rows)
    if (page.next === null) return found
    before = page.next
  }
}

/** A page as the core makes one, in steps. */
function readAll({
  skip = 0,
  ...input
}: {
  query?: string | undefined
  from?: string
  skip?: number
  limit: number
}) {
  const found: string[] = []
  let start: { from?: string; before?: string } = input.from === undefined ? {} : { from: input.from }
  for (let left = skip; ;) {
    const step = { query: input.query, ...start, skip: left, limit: input.limit - found.length }
    const page = temp.operations.listEvents(step)
    found.push(...page.rows.map((row) => row.id))
    left -= page.skipped
    if (page.next === null || found.length === input.limit) return found
    start = { before: page.next }
  }
}

function readOutline(query: string | undefined) {
  const first = temp.operations.outlineEvents({ query })
  const marks = [...first.marks]
  let { count, next } = first
  while (next !== null) {
    const more = temp.operations.outlineEvents({ query, before: next })
    for (const mark of more.marks) marks.push({ ...mark, rank: mark.rank + count })
    count += more.count
    next = more.next
  }
  return { count, marks }
}

function expected(query: string): string[] {
  const read = parseQuery(query, Date.now())
  if (!read.ok) throw new Error(read.error.message)
  const eventsByDelivery = new Map(
    read.query.terms.flatMap((term) =>
      term.kind === 'id' && term.id.startsWith('msg_')
        ? [[term.id, new Set([`evt_${term.id.slice(4)}`])] as const]
        : []
    )
  )
  const test = compileQuery(read.query, { eventsByDelivery, endpointNames: new Map([['ep_1', 'Default']]) })
  return all.filter(({ event, text }) => test.event(event, () => text)).map(({ event }) => event.id)
}

const TERMS = [
  'type:user.*',
  'type:created',
  'type:organization.directory.user_created',
  'org:org_3',
  'org:org_',
  'org:nobody',
  'entity:usr_5',
  'entity:nobody',
  'endpoint:ep_2',
  'endpoint:default',
  'id:evt_77',
  'id:msg_78',
  'id:nothing',
  'is:starred',
  'is:replayed',
  'is:retried',
  'is:conflict',
  'is:late',
  'is:sample',
  'is:verified',
  'action:created',
  'status:2xx',
  'status:404',
  'status:failed',
  'status:none',
  'status:>=500',
  'has:note',
  'look again',
  'has:attempt',
  'has:org',
  'has:phone',
  'has:nothing',
  'before:2026-10-02',
  'after:2026-10-02T12:00Z',
  'after:2026-10-01',
  'zoë',
  'Otti',
  'zoe akerstrom',
  'ZOË',
  '花子',
  '"Adeyemi-Rask"',
  '4671',
  'rm',
  'msg_101',
  'user-access'
]

describe('a list of events with a filter', () => {
  it('is newest first, and whole', () => {
    expect(all).toHaveLength(EVENTS)
    expect(all.map(({ event }) => event.firstSeenAt)).toEqual(
      all.map(({ event }) => event.firstSeenAt).toSorted((a, b) => b - a)
    )
  })

  it.each(TERMS.flatMap((term) => [term, `-${term}`]))(
    'finds with %s what a look at each row finds',
    (query) => {
      expect(listAll(query).map((event) => event.id)).toEqual(expected(query))
    }
  )

  it('finds with any mixture of terms what a look at each row finds, in pages of any size', () => {
    const term = fc
      .tuple(fc.constantFrom(...TERMS), fc.boolean())
      .map(([text, not]) => (not ? `-${text}` : text))
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        (terms, limit) => {
          const query = terms.join(' ')
          expect(listAll(query, limit).map((event) => event.id)).toEqual(expected(query))
        }
      ),
      { numRuns: 80 }
    )
  }, 60_000)

  it('is read at any place: from a row on, with any number of rows passed over', () => {
    const ids = all.map(({ event }) => event.id)
    for (const query of [undefined, 'type:user.login', '-is:starred', 'Adeyemi']) {
      const found = query === undefined ? ids : expected(query)
      fc.assert(
        fc.property(fc.nat(found.length + 5), fc.nat(EVENTS - 1), (skip, at) => {
          expect(readAll({ query, skip, limit: 20 })).toEqual(found.slice(skip, skip + 20))
          const from = ids[at]!
          const below = found.filter((id) => ids.indexOf(id) >= at)
          expect(readAll({ query, from, skip, limit: 20 })).toEqual(below.slice(skip, skip + 20))
        }),
        { numRuns: 15 }
      )
    }
  })

  it('has an outline that counts it and leads to every part of it', () => {
    for (const query of [undefined, 'type:user.login', 'is:starred', '-org:org_3', 'Adeyemi', 'org:nobody']) {
      const found = query === undefined ? all.map(({ event }) => event.id) : expected(query)
      const { count, marks } = readOutline(query)
      expect(count).toBe(found.length)
      expect(marks.length).toBeGreaterThanOrEqual(Math.ceil(found.length / 500))
      for (const { rank, before } of marks) {
        expect(temp.operations.listEvents({ query, before, limit: 1 }).rows[0]?.id).toBe(found[rank])
      }
    }
  })

  it('refuses to begin with an event that nobody knows', () => {
    expect(() => temp.operations.listEvents({ from: 'evt_nobody', limit: 5 })).toThrow(/no event evt_nobody/)
  })

  it('says where a filter cannot be read, and which list has what it asks for', () => {
    expect(() => temp.operations.listEvents({ query: 'org:org_1 is:strred', limit: 5 })).toThrow(
      /starred.*character \d+ of the filter/
    )
    expect(() => temp.operations.listEvents({ query: 'is:rejected', limit: 5 })).toThrow(/deliveries\.list/)
    expect(() => temp.operations.listEvents({ before: 'tomorrow', limit: 5 })).toThrow(/`before`/)
  })
})
