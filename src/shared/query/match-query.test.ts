import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliverySummary, EventSummary } from '#shared/models.ts'
import { foldText } from './fold-text.ts'
import { compileQuery, matchesDelivery, matchesEvent, type KnownNames } from './match-query.ts'
import { parseQuery } from './parse-query.ts'
import { areAlternatives, timeBounds } from './query.ts'

const NOON = Date.UTC(2026, 10, 26, 12)

const event: EventSummary = {
  id: 'evt_1',
  type: 'scalekit.dir.user.create',
  canonicalType: 'organization.directory.user_created',
  action: 'created',
  object: 'DirectoryUser',
  organizationId: 'org_42',
  organizationName: 'Acme Inc',
  environmentId: 'env_1',
  entityId: 'diruser_7',
  label: 'Ada',
  occurredAt: NOON - 1_000,
  firstSeenAt: NOON,
  lastSeenAt: NOON + 60_000,
  deliveryCount: 1,
  sample: false,
  endpointId: 'ep_1',
  idMadeAt: null,
  late: false,
  conflict: false,
  starred: false,
  noted: false,
  replayed: false,
  bodyBytes: 100,
  lastAttempt: null
}
const bare: Partial<EventSummary> = { organizationId: null, organizationName: null, entityId: null }
const answered = (status: number): Partial<EventSummary> => ({
  lastAttempt: { kind: 'forward', outcome: 'answered', status }
})
const unanswered = (outcome: 'failed' | 'pending', status: number | null = null): Partial<EventSummary> => ({
  lastAttempt: { kind: 'replay', outcome, status }
})

const delivery: DeliverySummary = {
  id: 'del_5',
  decision: null,
  kind: 'webhook',
  endpointId: 'ep_1',
  receivedAt: NOON,
  method: 'POST',
  target: '/api/webhook',
  verdict: 'rejected',
  reason: { code: 'no_secret', message: 'No secret is stored.' },
  status: 401,
  bodyBytes: 100,
  webhookId: 'msg_abc',
  eventId: null,
  claimedType: 'scalekit.dir.user.create',
  triggerPoint: null,
  conflict: false,
  remoteAddress: '127.0.0.1'
}

const TEXT = foldText('{"type":"x","raw_attributes":{"dept":"blå kjøkken"},"say \\"hi\\"":1} ada lovelace')
const known: KnownNames = {
  endpointNames: new Map([['ep_1', 'Main way in']]),
  providers: new Map([['org_42', 'okta']]),
  eventsByDelivery: new Map([['msg_abc', new Set(['evt_1', 'evt_9'])]])
}

function read(text: string) {
  const parsed = parseQuery(text, NOON)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.query
}
const findsEvent = (text: string, change: Partial<EventSummary> = {}) =>
  compileQuery(read(text), known).event({ ...event, ...change }, () => TEXT)
const findsDelivery = (text: string, change: Partial<DeliverySummary> = {}) =>
  compileQuery(read(text), known).delivery({ ...delivery, ...change }, () => TEXT)

describe('an event', () => {
  it.each<[string, Partial<EventSummary>, boolean]>([
    ['', {}, true],
    ['type:scalekit.dir.*', {}, true],
    ['type:organization.directory.*', {}, true],
    ['type:USER_created', {}, true],
    ['type:"user_created"', {}, false],
    ['type:user.*', {}, false],
    ['type:user.* type:*.user_created', {}, true],
    ['-type:user.* -type:*.user_created', {}, false],
    ['action:created', {}, true],
    ['action:deleted', {}, false],
    ['action:deleted action:created', {}, true],
    ['org:acme', {}, true],
    ['org:"acme inc"', {}, true],
    ['org:42', {}, true],
    ['provider:okta', {}, true],
    ['provider:google', {}, false],
    ['-provider:okta', bare, true],
    ['org:globex', {}, false],
    ['org:globex org:ACME', {}, true],
    ['org:acme', bare, false],
    ['-org:acme', bare, true],
    ['entity:diruser_7', {}, true],
    ['entity:diruser_', {}, false],
    ['entity:diruser_7', bare, false],
    ['endpoint:ep_1', {}, true],
    ['endpoint:EP_1', {}, false],
    ['endpoint:ep', {}, false],
    ['endpoint:"way in"', {}, true],
    ['endpoint:main', { endpointId: 'ep_2' }, false],
    ['id:evt_1', {}, true],
    ['id:evt_', {}, false],
    ['id:msg_abc', {}, true],
    ['id:msg_abc', { id: 'evt_2' }, false],
    ['id:evt_2 id:evt_1', {}, true],
    ['is:verified', {}, true],
    ['-is:verified', {}, false],
    ['is:rejected', {}, false],
    ['is:unchecked', {}, false],
    ['is:interceptor', {}, false],
    ['-is:interceptor', {}, true],
    ['is:starred', {}, false],
    ['is:starred', { starred: true }, true],
    ['is:replayed', {}, false],
    ['is:replayed', { replayed: true }, true],
    ['is:retried', {}, false],
    ['is:retried', { deliveryCount: 2 }, true],
    ['is:conflict', {}, false],
    ['is:conflict', { conflict: true }, true],
    ['is:late', {}, false],
    ['is:late', { late: true }, true],
    ['is:sample', {}, false],
    ['is:sample', { sample: true }, true],
    ['is:late is:starred', { starred: true }, false],
    ['status:none', {}, true],
    ['status:2xx', {}, false],
    ['-status:2xx', {}, true],
    ['status:2xx', answered(200), true],
    ['status:2xx', answered(299), true],
    ['status:2xx', answered(300), false],
    ['status:>=500', answered(503), true],
    ['status:200-204', answered(205), false],
    ['status:none', answered(200), false],
    ['status:failed', answered(500), false],
    ['status:failed', unanswered('failed'), true],
    ['status:failed', unanswered('failed', 200), true],
    ['status:2xx', unanswered('failed', 200), false],
    ['status:pending', unanswered('pending'), true],
    ['status:none status:pending', unanswered('pending'), true],
    ['status:none', unanswered('pending'), false],
    ['before:2026-11-26T12:00Z', {}, false],
    ['before:2026-11-26T12:01Z', {}, true],
    ['after:2026-11-26T12:00Z', {}, true],
    ['after:2026-11-26T12:01Z', {}, false],
    ['after:2h', { firstSeenAt: NOON - 7_200_000 }, true],
    ['after:2h', { firstSeenAt: NOON - 7_200_001 }, false],
    ['has:note', {}, false],
    ['has:note', { noted: true }, true],
    ['has:attempt', {}, false],
    ['has:attempt', unanswered('pending'), true],
    ['has:org', {}, true],
    ['has:org', bare, false],
    ['has:entity', {}, true],
    ['has:entity', bare, false],
    ['has:raw_attributes', {}, true],
    ['has:Raw_Attributes', {}, true],
    ['has:attributes', {}, false],
    ['has:ada', {}, false],
    [String.raw`has:"say \"hi\""`, {}, true],
    ['-has:raw_attributes', {}, false],
    ['kjøkken', {}, true],
    ['KJØKKEN', {}, true],
    ['"blå kjø"', {}, true],
    ['"BLA kjø"', {}, true],
    ['"blå  kjø"', {}, false],
    ['ada lovelace', {}, true],
    ['ada turing', {}, false],
    ['ada -turing', {}, true],
    ['-ada', {}, false]
  ])('%s with %j: %s', (text, change, found) => {
    expect(findsEvent(text, change)).toBe(found)
  })
})

describe('a delivery', () => {
  it.each<[string, Partial<DeliverySummary>, boolean]>([
    ['', {}, true],
    ['type:scalekit.*', {}, true],
    ['type:organization.directory.user_created', {}, true],
    ['type:user.*', {}, false],
    ['type:*', { claimedType: null }, false],
    ['id:del_5', {}, true],
    ['id:msg_abc', {}, true],
    ['id:evt_1', {}, false],
    ['id:evt_1', { eventId: 'evt_1' }, true],
    ['endpoint:ep_1', {}, true],
    ['endpoint:main', {}, true],
    ['endpoint:other', {}, false],
    ['is:rejected', {}, true],
    ['is:rejected', { verdict: 'unchecked' }, false],
    ['is:unchecked', { verdict: 'unchecked' }, true],
    ['is:verified', {}, false],
    ['is:verified', { verdict: 'verified' }, true],
    ['is:interceptor', {}, false],
    ['is:interceptor', { kind: 'interceptor' }, true],
    ['is:conflict', {}, false],
    ['is:conflict', { conflict: true }, true],
    ['is:starred', {}, false],
    ['is:replayed', {}, false],
    ['is:retried', {}, false],
    ['is:late', {}, false],
    ['is:sample', {}, false],
    ['-is:sample', {}, true],
    ['status:401', {}, true],
    ['status:2xx', {}, false],
    ['status:none', {}, false],
    ['status:none', { status: null }, true],
    ['status:4xx', { status: null }, false],
    ['status:failed', { status: null }, false],
    ['status:pending', {}, false],
    ['status:failed status:4xx', {}, true],
    ['before:2026-11-26T12:00Z', {}, false],
    ['after:2026-11-26T12:00Z', {}, true],
    ['before:2026-11-26T12:01Z', {}, true],
    ['org:acme', {}, false],
    ['entity:diruser_7', {}, false],
    ['action:created', {}, false],
    ['-action:created', {}, true],
    ['has:note', {}, false],
    ['has:attempt', {}, false],
    ['has:org', {}, false],
    ['has:entity', {}, false],
    ['has:raw_attributes', {}, true],
    ['kjøkken is:rejected', {}, true],
    ['kjøkken is:verified', {}, false]
  ])('%s with %j: %s', (text, change, found) => {
    expect(findsDelivery(text, change)).toBe(found)
  })
})

describe('compileQuery', () => {
  it('reads the text once at most, and only of rows that fit otherwise', () => {
    let reads = 0
    const text = () => {
      reads++
      return TEXT
    }
    expect(matchesEvent(read('is:verified org:acme'), event, text)).toBe(true)
    expect(matchesEvent(read('ada is:starred'), event, text)).toBe(false)
    expect(matchesDelivery(read('ada is:verified'), delivery, text)).toBe(false)
    expect(reads).toBe(0)
    expect(matchesEvent(read('ada lovelace has:type -turing'), event, text)).toBe(true)
    expect(reads).toBe(1)
  })

  it('knows no names that it was not told', () => {
    expect(matchesEvent(read('endpoint:main'), event, () => TEXT)).toBe(false)
    expect(matchesEvent(read('id:msg_abc'), event, () => TEXT)).toBe(false)
    expect(matchesEvent(read('endpoint:ep_1'), event, () => TEXT)).toBe(true)
  })

  const term = fc.constantFrom(
    'type:user.*',
    'type:*created',
    'org:acme',
    'org:x',
    'entity:x',
    'id:evt_1',
    'action:created',
    'action:other',
    'is:late',
    'is:verified',
    'is:rejected',
    'status:none',
    'status:4xx',
    'has:note',
    'has:type',
    'ada',
    'turing',
    'before:1d',
    'after:1d',
    'endpoint:ep_1',
    'endpoint:x'
  )

  it('refuses with a dash exactly what the term alone finds', () => {
    fc.assert(
      fc.property(term, (one) => {
        expect(findsEvent(`-${one}`)).toBe(!findsEvent(one))
        expect(findsDelivery(`-${one}`)).toBe(!findsDelivery(one))
      })
    )
  })

  it('finds what every term finds, but for alternatives any of their kind', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), fc.array(term, { maxLength: 3 }), (wanted, refused) => {
        const text = [...wanted, ...refused.map((one) => `-${one}`)].join(' ')
        for (const finds of [findsEvent, findsDelivery]) {
          const expected =
            refused.every((one) => !finds(one)) &&
            wanted.every((one) => {
              const { kind } = read(one).terms[0]!
              const rivals = areAlternatives(kind)
                ? wanted.filter((other) => read(other).terms[0]!.kind === kind)
                : [one]
              return rivals.some((rival) => finds(rival))
            })
          expect(finds(text)).toBe(expected)
        }
      }),
      { numRuns: 2_000 }
    )
  })

  it('agrees with the bounds of its time terms', () => {
    const time = fc
      .tuple(fc.constantFrom('before', '-before', 'after', '-after'), fc.integer({ min: 0, max: 9 }))
      .map(([side, hours]) => `${side}:${hours}h`)
    fc.assert(
      fc.property(fc.array(time, { maxLength: 4 }), fc.integer({ min: 0, max: 20 }), (times, halfHours) => {
        const query = read(times.join(' '))
        const firstSeenAt = NOON - halfHours * 1_800_000
        const { from, before } = timeBounds(query)
        const isWithin = (from === null || firstSeenAt >= from) && (before === null || firstSeenAt < before)
        expect(matchesEvent(query, { ...event, firstSeenAt }, () => '')).toBe(isWithin)
      }),
      { numRuns: 2_000 }
    )
  })
})
