import { describe, expect, it } from 'vitest'
import catalogue from '../../../resources/scalekit-events.json' with { type: 'json' }
import { readJson, rowsBetween } from '../../../tests/support/diff-rows.ts'
import { callOutsOf } from './call-outs.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- bodies of six providers, edited as their directories would
type Body = any

const entry = (type: string) => catalogue.find((candidate) => candidate.type === type)!
const created = entry('organization.directory.user_created')
const updated = entry('organization.directory.user_updated')
const group = entry('organization.directory.group_updated')
const shape = (name: string): Body => created.variants?.find((variant) => variant.name === name)!.example
const raw = '/data/raw_attributes'

const compare = (before: Body, after: Body) =>
  callOutsOf({ rows: rowsBetween(readJson(before), readJson(after)), after: readJson(after) })
const texts = (before: Body, after: Body): string[] => compare(before, after).map(({ text }) => text)

function edited(before: Body, change: (body: Body, attributes: Body) => void): [Body, Body] {
  const after = structuredClone(before)
  change(after, after.data.raw_attributes)
  return [before, after]
}

describe('a deactivation', () => {
  it('is one call-out that shows both the raw and the normalised value', () => {
    const [before, after] = edited(shape('entra-id'), (body, attributes) => {
      body.data.active = false
      attributes.active = 'False'
    })
    expect(compare(before, after)).toEqual([
      {
        code: 'deactivated',
        title: 'Deactivated',
        detail: 'active changed from true to false',
        text: 'Deactivated: active changed from true to false',
        pointers: ['/data/active', `${raw}/active`]
      }
    ])
    expect(compare(after, before)).toMatchObject([
      { code: 'reactivated', pointers: ['/data/active', `${raw}/active`] }
    ])
  })

  it.each<[object, object]>([
    [{ active: true }, { active: 'False' }],
    [{ active: 1 }, { active: 0 }],
    [{ active: '1' }, { active: '0' }],
    [{}, { active: false }],
    [{ Active: true }, { active: 'FALSE' }],
    [{ suspended: false }, { suspended: true }],
    [{}, { suspended: 'true' }],
    [{ enabled: true }, { enabled: false }],
    [{ status: 'ACTIVE' }, { status: 'SUSPENDED' }],
    [{ 'urn:x:y': { active: true } }, { 'urn:x:y': { active: false } }]
  ])('is seen between %j and %j', (before, after) => {
    const codes = (one: object, other: object) =>
      compare({ data: { raw_attributes: one } }, { data: { raw_attributes: other } }).map(({ code }) => code)
    expect(codes(before, after)).toEqual(['deactivated'])
    expect(codes(after, after)).toEqual([])
  })

  it.each<[string, object, object]>([
    ['the same fact in another form', { active: true }, { active: 'True' }],
    ['an attribute of something else', { manager: { active: true } }, { manager: { active: false } }],
    [
      'a feature',
      { settings: { features: [{ name: 'sso', enabled: true }] } },
      { settings: { features: [{ name: 'sso', enabled: false }] } }
    ],
    ['a status that says neither', { status: 'PENDING_AUTH' }, { status: 'EXPIRED' }],
    ['an attribute that is no longer sent', { active: true }, {}]
  ])('is not seen in %s', (_what, before, after) => {
    expect(texts({ data: before }, { data: after })).toEqual([])
  })

  it('is told of a first event by its body alone, where it is there already', () => {
    const [, body] = edited(
      shape('google-workspace'),
      (_body, attributes) => void (attributes.suspended = true)
    )
    expect(callOutsOf({ rows: null, after: readJson(body) })).toMatchObject([
      { code: 'inactive', text: 'Inactive: suspended is true', pointers: [`${raw}/suspended`] }
    ])
    expect(callOutsOf({ rows: null, after: readJson(created.example) })).toEqual([])
    expect(callOutsOf({ rows: null, after: null })).toEqual([])
    expect(callOutsOf({ rows: [], after: readJson(body) })).toEqual([])
  })
})

describe('an identity or an address', () => {
  it('is called out once for the raw and the normalised attribute', () => {
    const [before, after] = edited(created.example, (body, attributes) => {
      body.data.dp_id = attributes.externalId = '00u2'
      body.data.preferred_username = attributes.userName = 'otti'
    })
    expect(compare(before, after)).toMatchObject([
      {
        code: 'identity_changed',
        text: 'Identity changed: dp_id changed from 00ud4h8q2vKc0Rr7w5d7 to 00u2; preferred_username changed from ottilie.brandvold@juniperslate.example to otti',
        pointers: ['/data/dp_id', '/data/preferred_username', `${raw}/externalId`, `${raw}/userName`]
      }
    ])
  })

  it('is called out when raw attributes alone say so', () => {
    expect(
      texts(...edited(created.example, (_body, attributes) => void (attributes.externalId = '00u2')))
    ).toEqual(['Identity changed: externalId changed from 00ud4h8q2vKc0Rr7w5d7 to 00u2'])
  })

  it('is called out when it changed, in each of the places that a provider has it in', () => {
    const [before, after] = edited(shape('google-workspace'), (body, attributes) => {
      body.data.email = attributes.primaryEmail = attributes.emails[0].address = 'new@ferrous.example'
    })
    expect(compare(before, after)).toMatchObject([
      {
        code: 'email_changed',
        text: 'E-mail changed: from mirela.stoica@ferrous.example to new@ferrous.example',
        pointers: ['/data/email', `${raw}/emails/0/address`, `${raw}/primaryEmail`]
      }
    ])
  })

  it('is called out when an address came or went, but not when its display name changed', () => {
    const change = (edit: (emails: Body[]) => unknown) =>
      texts(...edited(shape('ping-identity'), (_body, attributes) => void edit(attributes.emails)))
    expect(change((emails) => emails.push({ type: 'other', value: 'x@y.example' }))).toEqual([
      'E-mail changed: added x@y.example'
    ])
    expect(change((emails) => emails.pop())).toEqual(['E-mail changed: removed dag@lindqvist.example'])
    expect(change((emails) => (emails[0].display = 'Dag'))).toEqual([])
    expect(change((emails) => emails.unshift(emails.pop()))).toEqual([])
  })
})

describe('memberships', () => {
  it('are called out by name, with the roles that came of them', () => {
    expect(compare(created.example, updated.example)).toMatchObject([
      { code: 'roles_changed', text: 'Roles changed: gained incident_commander; lost member' },
      { code: 'joined_groups', text: 'Joined 1 group: platform-oncall', pointers: ['/data/groups'] }
    ])
    expect(texts(updated.example, created.example)).toContain('Left 1 group: platform-oncall')
  })

  it('count a group once that raw attributes know by another id', () => {
    const [before, after] = edited(created.example, (body, attributes) => {
      body.data.groups = [{ id: 'dirgroup_1', name: 'Design' }]
      attributes.groups = [{ value: 'a7-1', display: 'design' }, { value: 'a7-1' }]
    })
    expect(compare(before, after)).toMatchObject([
      { text: 'Joined 1 group: Design', pointers: ['/data/groups', `${raw}/groups/0`, `${raw}/groups/1`] }
    ])
  })

  it('name a few of many members', () => {
    const withMembers = (count: number) =>
      edited(group.example, (_body, attributes) => {
        attributes.members = Array.from({ length: count }, (_, index) => ({
          value: `diruser_${index}`,
          display: `p${index}`
        }))
      })[1]
    expect(texts(withMembers(1), withMembers(21))).toEqual([
      '20 members joined: p1, p2, p3, p4, p5 and 15 more'
    ])
    expect(texts(withMembers(21), withMembers(20))).toEqual(['1 member left: p20'])
  })

  it('are not taken for lost when a deletion leaves out all but who it was', () => {
    expect(texts(updated.example, entry('organization.directory.user_deleted').example)).toEqual([])
  })
})

describe('a password', () => {
  const secret = 'hunter2'

  it('is called out wherever it is and never shown', () => {
    const [before, after] = edited(
      created.example,
      (_body, attributes) => void (attributes.password = secret)
    )
    for (const callOuts of [
      compare(before, after),
      compare(after, after),
      callOutsOf({ rows: null, after: readJson(after) }),
      callOutsOf({ rows: rowsBetween(readJson(before), readJson(after)), after: null }),
      callOutsOf({ rows: rowsBetween(readJson({}), readJson(after)), after: null })
    ]) {
      expect(callOuts).toMatchObject([{ code: 'password_present', pointers: [`${raw}/password`] }])
      expect(JSON.stringify(callOuts)).not.toContain(secret)
    }
  })

  it('is not seen in what only speaks of one', () => {
    const attributes = { password: '', hasPassword: true, changePasswordAtNextLogin: 'x', note: 'password' }
    expect(callOutsOf({ rows: null, after: readJson({ data: { raw_attributes: attributes } }) })).toEqual([])
  })
})

it('says foreign names on one line without controls', () => {
  const [callOut] = compare({ data: { roles: ['a'] } }, { data: { roles: ['a', 'b\n\u202Ec'] } })
  expect(callOut?.text).toBe(String.raw`Roles changed: gained b\n\u202Ec`)
})
