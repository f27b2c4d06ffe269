import { describe, expect, it } from 'vitest'
import { describeQuery } from './describe-query.ts'
import { parseQuery } from './parse-query.ts'
import type { Target } from './query.ts'

function say(text: string, target?: Target): string {
  const parsed = parseQuery(text, Date.UTC(2026, 10, 26))
  if (!parsed.ok) throw new Error(parsed.error.message)
  return describeQuery(parsed.query, target)
}

describe('describeQuery says', () => {
  it.each([
    ['', 'All events.'],
    ['foo', 'Events that contain "foo".'],
    ['foo "a b" -bar -baz', 'Events that contain "foo" and "a b" and do not contain "bar" or "baz".'],
    ['type:user.*', 'Events of type user.*.'],
    ['type:user', 'Events of type *user*.'],
    ['type:a.* type:b.* type:c.*', 'Events of type a.*, b.* or c.*.'],
    [
      'provider:okta -provider:google',
      'Events of a directory at Okta that are not of a directory at Google Workspace.'
    ],
    ['org:acme org:"Foo Ltd."', 'Events from organisation acme or "Foo Ltd.".'],
    ['action:created action:other', 'Events with action created or other.'],
    ['entity:usr_1 id:evt_2 endpoint:main', 'Events of entity usr_1 with id evt_2 sent to endpoint main.'],
    ['is:starred is:late', 'Events starred, late.'],
    ['is:sample is:conflict org:a', 'Events from organisation a, sent as samples, in conflict.'],
    ['-is:starred -is:sample', 'Events that are not starred or sent as samples.'],
    ['is:interceptor', 'Deliveries sent as interceptor calls.'],
    ['before:2026-11-01', 'Events received before 1 Nov 2026.'],
    ['after:2026-11-01', 'Events received from 1 Nov 2026 on.'],
    ['after:2026-11-01 before:2026-11-05', 'Events received from 1 Nov 2026 on and before 5 Nov 2026.'],
    ['after:2026-11-01T09:30', 'Events received from 1 Nov 2026 09:30 on.'],
    ['before:2026-11-01T10:30:05.5Z', 'Events received before 1 Nov 2026 10:30:05.5 UTC.'],
    ['before:2026-11-01T10:30+02:00', 'Events received before 1 Nov 2026 10:30 +02:00.'],
    ['after:today', 'Events received since the start of today.'],
    ['before:yesterday', 'Events received before yesterday.'],
    ['after:2h', 'Events received in the last 2 hours.'],
    ['before:1d', 'Events received more than 1 day ago.'],
    ['-before:30m', 'Events that were not received more than 30 minutes ago.'],
    ['status:2xx status:404', 'Events that were answered with 2xx or 404.'],
    ['status:>=500 status:none', 'Events that were answered with 500 or above or were never attempted.'],
    ['status:<300', 'Events that were answered with 299 or below.'],
    [
      'status:200-204 -status:202',
      'Events that were answered with 200 to 204 and were not answered with 202.'
    ],
    ['status:failed status:pending', 'Events that failed at the last attempt or wait for an answer.'],
    ['-status:failed -status:none', 'Events that did not fail at the last attempt and were attempted.'],
    ['has:note has:org', 'Events that have a note and an organisation.'],
    [
      'has:raw_attributes -has:attempt',
      'Events that have the key raw_attributes and do not have an attempt.'
    ],
    ['-type:a.* -type:b.* -org:c', 'Events that are not of type a.* or b.* and are not from organisation c.'],
    [
      '-entity:a -id:b -action:other -endpoint:c',
      'Events that are not of entity a, do not have id b, do not have action other and were not sent to endpoint c.'
    ],
    [
      'type:user.* org:acme is:rejected before:2026-11-01 -status:2xx foo',
      'Deliveries of type user.* from organisation acme, rejected, received before 1 Nov 2026, that contain "foo" and were not answered with 2xx.'
    ]
  ])('%s', (text, sentence) => {
    expect(say(text)).toBe(sentence)
  })

  it('which list it is about where it is told', () => {
    expect(say('', 'deliveries')).toBe('All deliveries.')
    expect(say('status:none', 'deliveries')).toBe('Deliveries that got no answer.')
    expect(say('-status:none', 'deliveries')).toBe('Deliveries that got an answer.')
  })
})
