import { describe, expect, it } from 'vitest'
import { parseJsonText, toJsonText, type JsonNode } from '#shared/json-text.ts'
import catalogue from '../../../resources/scalekit-events.json' with { type: 'json' }
import { diffJson } from './diff-json.ts'
import { applyJsonPatch } from '../../../tests/support/apply-json-patch.ts'
import { toJsonPatch } from './json-patch.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const raw = 'data.raw_attributes'

// oxlint-disable-next-line typescript/no-explicit-any -- bodies of six providers, edited as their directories would
type Body = any

const created = catalogue.find((entry) => entry.type === 'organization.directory.user_created')!
const updated = catalogue.find((entry) => entry.type === 'organization.directory.user_updated')!
const group = catalogue.find((entry) => entry.type === 'organization.directory.group_updated')!
const bodies: Record<string, Body> = {
  okta: created.example,
  ...Object.fromEntries((created.variants ?? []).map(({ name, example }) => [name, example]))
}

const read = (value: unknown): JsonNode => parseJsonText(JSON.stringify(value))
const text = (node: JsonNode | null) => (node ? toJsonText(node).replaceAll(/\s*\n\s*/g, ' ') : null)

/** Rows as `kind label: before → after`; the patch made of them has to lead from one to the other. */
function story(before: unknown, after: unknown): string[] {
  const [old, now] = [read(before), read(after)]
  const { rows } = diffJson(old, now)
  const wire = rows.map((row) => ({
    ...row,
    beforeText: row.before && toJsonText(row.before),
    afterText: row.after && toJsonText(row.after)
  }))
  const patched = applyJsonPatch(old, toJsonPatch(wire))
  expect(diffJson(patched, now).rows).toEqual([])
  return rows.map(({ kind, note, label, from, before: was, after: is }) =>
    [
      `${kind}${note ? ` (${note})` : ''} ${label}`,
      from ? `from ${from.label}` : `${text(was)} → ${text(is)}`
    ].join(': ')
  )
}

function edited(provider: string, change: (body: Body, attributes: Body) => void): [Body, Body] {
  const before = bodies[provider]
  const after = structuredClone(before)
  change(after, after.data.raw_attributes)
  return [before, after]
}

describe('the bodies of six providers', () => {
  it('are all there', () => {
    expect(Object.keys(bodies)).toEqual([
      'okta',
      'entra-id',
      'google-workspace',
      'jumpcloud',
      'onelogin',
      'ping-identity'
    ])
  })

  it.each(Object.keys(bodies))('from %s are the same in any order', (provider) => {
    const turn = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turn).toReversed()
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .map(([name, inner]) => [name, turn(inner)])
          .toReversed()
      )
    }
    expect(story(bodies[provider], turn(bodies[provider]))).toEqual([])
  })

  it('Okta: the members of a list reordered, one of them with a new address', () => {
    const [start] = edited('okta', (_body, attributes) => {
      attributes.emails.push({ type: 'home', value: 'ottilie@home.example' })
    }).toReversed()
    const later = structuredClone(start)
    later.data.raw_attributes.emails.reverse()
    later.data.raw_attributes.schemas.reverse()
    expect(story(start, later)).toEqual([])
    later.data.raw_attributes.emails[1].value = 'o.brandvold@juniperslate.example'
    expect(story(start, later)).toEqual([
      `changed ${raw}.emails[type=work].value: "ottilie.brandvold@juniperslate.example" → "o.brandvold@juniperslate.example"`
    ])
  })

  it('Okta: a second address takes over as the primary one', () => {
    const [before, after] = edited('okta', (_body, attributes) => {
      attributes.emails[0].primary = false
      attributes.emails.unshift({ primary: true, type: 'other', value: 'o@new.example' })
    })
    expect(story(before, after)).toEqual([
      `added ${raw}.emails[type=other]: null → { "primary": true, "type": "other", "value": "o@new.example" }`,
      `changed ${raw}.emails[type=work].primary: true → false`
    ])
  })

  it('Entra ID: booleans as text, and deactivation by one', () => {
    const [before, after] = edited('entra-id', (_body, attributes) => {
      attributes.active = 'True'
      attributes.emails[0].primary = 'True'
    })
    expect(story(before, after)).toEqual([
      `retyped (as_text) ${raw}.active: true → "True"`,
      `retyped (as_text) ${raw}.emails[type=work].primary: true → "True"`
    ])
    after.data.raw_attributes.active = 'False'
    after.data.raw_attributes.emails[0].primary = true
    expect(story(before, after)).toEqual([`changed ${raw}.active: true → "False"`])
  })

  it('Entra ID: the manager by value alone, and a custom attribute', () => {
    const [before, after] = edited('entra-id', (_body, attributes) => {
      attributes[enterprise].manager = { value: '26118915' }
      attributes['urn:ietf:params:scim:schemas:extension:juniperslate:2.0:User'].badgeTier = 'silver'
    })
    const flat = structuredClone(after)
    flat.data.raw_attributes[enterprise].manager = '26118915'
    expect(story(before, after)).toEqual([
      `added ${raw}["${enterprise}"].manager: null → { "value": "26118915" }`,
      `changed ${raw}["urn:ietf:params:scim:schemas:extension:juniperslate:2.0:User"].badgeTier: "gold" → "silver"`
    ])
    expect(story(after, flat)).toEqual([
      `retyped (wrapped) ${raw}["${enterprise}"].manager: { "value": "26118915" } → "26118915"`
    ])
  })

  it('Google Workspace: suspended, moved to another unit, its addresses known by nothing but their order', () => {
    const [before, after] = edited('google-workspace', (body, attributes) => {
      body.data.active = false
      attributes.suspended = true
      attributes.orgUnitPath = '/Alumni'
      attributes.emails.unshift({ address: 'mirela@alias.example' })
      attributes.organizations[0].department = 'Alumni'
    })
    expect(story(before, after)).toEqual([
      'changed data.active: true → false',
      `added ${raw}.emails[0]: null → { "address": "mirela@alias.example" }`,
      `changed ${raw}.orgUnitPath: "/Field Robotics" → "/Alumni"`,
      `changed ${raw}.organizations[0].department: "Field Robotics" → "Alumni"`,
      `changed ${raw}.suspended: false → true`
    ])
  })

  it('JumpCloud: the enterprise extension comes, and goes', () => {
    const [full, bare] = edited('jumpcloud', (_body, attributes) => {
      delete attributes[enterprise]
      attributes.schemas.pop()
    })
    expect(story(bare, full)).toEqual([
      `added ${raw}.schemas[${enterprise}]: null → "${enterprise}"`,
      expect.stringMatching(/^added data\.raw_attributes\["urn:[^"]+"\]: null → \{ "costCenter": "FW", /)
    ])
    expect(story(full, bare)).toEqual([
      `removed ${raw}.schemas[${enterprise}]: "${enterprise}" → null`,
      expect.stringMatching(/^removed data\.raw_attributes\["urn:[^"]+"\]: \{ "costCenter": "FW", .* → null$/)
    ])
  })

  it('JumpCloud: an attribute that was mapped to the core moves to the extension', () => {
    const [before, after] = edited('jumpcloud', (_body, attributes) => {
      attributes[enterprise].title = attributes.title
      delete attributes.title
    })
    expect(story(before, after)).toEqual([`moved ${raw}["${enterprise}"].title: from ${raw}.title`])
  })

  it('OneLogin: one address as an object in place of a list, names in another case', () => {
    const [before, after] = edited('onelogin', (_body, attributes) => {
      attributes.emails = attributes.emails[0]
      attributes.username = attributes.userName
      delete attributes.userName
    })
    expect(story(before, after)).toEqual([
      expect.stringMatching(/^retyped \(wrapped\) data\.raw_attributes\.emails: \[ \{.*\} \] → \{.*\}$/),
      `retyped (name_case) ${raw}.username: "userName" → "username"`
    ])
  })

  it('Ping: one of two addresses changed, the other one gone', () => {
    const [before, changed] = edited('ping-identity', (_body, attributes) => {
      attributes.emails.reverse()
      attributes.emails[0].value = 'dag@new.example'
    })
    expect(story(before, changed)).toEqual([
      `changed ${raw}.emails[type=home].value: "dag@lindqvist.example" → "dag@new.example"`
    ])
    const [, gone] = edited('ping-identity', (_body, attributes) => void attributes.emails.pop())
    expect(story(before, gone)).toEqual([
      `removed ${raw}.emails[type=home]: { "type": "home", "value": "dag@lindqvist.example" } → null`
    ])
  })
})

describe('stories of the catalogue', () => {
  it('a user is given a title, a role and a group', () => {
    expect(story(created.example, updated.example).filter((row) => row.includes('data.'))).toEqual([
      'changed data.groups: null → [ { "id": "dirgroup_73404856643093687", "name": "platform-oncall" } ]',
      `changed ${raw}.title: "Staff Reliability Engineer" → "Principal Reliability Engineer"`,
      'added data.roles[role_name=incident_commander]: null → { "role_name": "incident_commander" }',
      'removed data.roles[role_name=member]: { "role_name": "member" } → null',
      'changed data.title: "Staff Reliability Engineer" → "Principal Reliability Engineer"'
    ])
  })

  it('a group gains a member while its list is shuffled', () => {
    const member = (id: number) => ({ display: `person.${id}@juniperslate.example`, value: `diruser_${id}` })
    const withMembers = (ids: number[]) => {
      const body: Body = structuredClone(group.example)
      body.data.raw_attributes.members = ids.map(member)
      return body
    }
    const ids = Array.from({ length: 200 }, (_, index) => index)
    const shuffled = ids.toSorted((a, b) => ((a * 7919) % 211) - ((b * 7919) % 211))
    expect(story(withMembers(ids), withMembers(shuffled))).toEqual([])
    expect(story(withMembers(ids), withMembers(shuffled.with(100, 777)))).toEqual([
      `added ${raw}.members[value=diruser_777]: null → { "display": "person.777@juniperslate.example", "value": "diruser_777" }`,
      expect.stringMatching(/^removed data\.raw_attributes\.members\[value=diruser_\d+\]/)
    ])
    expect(story(withMembers([]), withMembers([1]))).toEqual([
      `added ${raw}.members[value=diruser_1]: null → { "display": "person.1@juniperslate.example", "value": "diruser_1" }`
    ])
  })

  it('an organisation switches one of its features', () => {
    const features = (enabled: boolean) => ({
      settings: {
        features: [
          { enabled: true, name: 'sso' },
          { enabled, name: 'dir_sync' }
        ].toSorted(() => (enabled ? 1 : -1))
      }
    })
    expect(story(features(false), features(true))).toEqual([
      'changed settings.features[name=dir_sync].enabled: false → true'
    ])
  })
})
