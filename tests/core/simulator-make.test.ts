import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }
import { currentTypeName, legacyTypeName } from '#shared/event-types.ts'
import { timeOfScalekitId } from '#shared/scalekit-id.ts'
import { Dialect } from '#shared/simulator-models.ts'
import { exampleOrganization } from '../../src/main/core/simulator/event-writer.ts'
import { createEventMaker } from '../../src/main/core/simulator/make-events.ts'
import { createMessageId } from '../../src/main/core/simulator/message-id.ts'
import { normalisedFields } from '../../src/main/core/simulator/normalised-fields.ts'
import { normalise } from '../support/story-normalise.ts'

type Fields = Readonly<Record<string, unknown>>

const NOW = Date.UTC(2026, 10, 26, 17, 8, 30, 120)
const types = catalogue.map(({ type }) => type)
const entryOf = (type: string) => catalogue.find((entry) => entry.type === type)
const exampleOf = (type: string) => entryOf(type)?.example as Fields
const acme = { id: 'org_123456789012345678', name: 'Acme & Ünited', domain: 'acmeunited.example' }
const example = exampleOrganization(catalogue)

const VARIANTS: Readonly<Record<Dialect, string | null>> = {
  okta: null,
  entra: 'entra-id',
  google: 'google-workspace',
  jumpcloud: 'jumpcloud',
  onelogin: 'onelogin',
  ping: 'ping-identity'
}

interface Making {
  readonly type: string
  readonly seed?: number
  readonly dialect?: Dialect
  readonly names?: 'current' | 'legacy'
  readonly organization?: typeof acme
}
const make = ({ type, seed = 1, dialect = 'okta', names = 'current', organization = acme }: Making): Fields =>
  createEventMaker({ catalogue, seed, dialect, names, organization })(type, NOW)

/** Paths of all values; members of lists and attributes of a customer's own extension alike. */
const pathsOf = (value: unknown, at = ''): string[] => {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => pathsOf(item, `${at}[]`)))]
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, member]) =>
    pathsOf(member, `${at}/${key.replace(/(?<=extension:)(?!enterprise)[a-z]+/, 'own')}`)
  )
}
const textsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values((value ?? {}) as Fields).flatMap(textsOf)
const idsIn = (text: string): string[] => text.match(/\b[a-z]+_\d{15,19}\b/g) ?? []

describe('an event that is made', () => {
  const anyMaking = fc.record({
    type: fc.constantFrom(...types),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    dialect: fc.constantFrom(...Dialect.options),
    organization: fc.constantFrom(acme, example)
  })

  test('survives parse-and-stringify, whatever its type, seed and dialect', () => {
    fc.assert(
      fc.property(anyMaking, (making) => {
        const body = JSON.stringify(make(making))
        expect(JSON.stringify(JSON.parse(body))).toBe(body)
      }),
      { numRuns: 500 }
    )
  })

  test('is new, plausible and nobody: ids, times, addresses and numbers', () => {
    fc.assert(
      fc.property(anyMaking, (making) => {
        const event = make(making)
        const body = JSON.stringify(event)
        const old = JSON.stringify(exampleOf(currentTypeName(making.type)))
        const kept = [example.id, acme.id, String(event['environment_id'])]
        for (const id of idsIn(body).filter((one) => !kept.includes(one))) {
          expect(old).not.toContain(id)
          expect(timeOfScalekitId(id)).toBeLessThanOrEqual(NOW)
        }
        expect(event['type']).toBe(making.type)
        expect(String(event['occurred_at']).slice(0, 23)).toBe(new Date(NOW).toISOString().slice(0, 23))
        expect(NOW - (timeOfScalekitId(String(event['id'])) ?? 0)).toBeLessThan(60)
        const texts = textsOf(event['data'])
        for (const text of texts.filter((one) => /@|:\/\//.test(one))) expect(text).toMatch(/\.example(\/|$)/)
        for (const text of texts.filter((one) => /^\+\d+ /.test(one))) {
          expect(text).toMatch(
            /^\+(1 312 555 01|44 20 7946 0|44 7700 900|33 1 99 00 |33 6 39 98 |49 30 23125 |46 8 465 004 |353 20 91|61 2 5550 )/
          )
        }
        expect(body).not.toMatch(/Ottilie|Sunniva|Varga/)
      }),
      { numRuns: 500 }
    )
  })

  test('has the attributes of its example and no others, where no provider has a say', () => {
    for (const type of types.filter((one) => currentTypeName(one) === one)) {
      if (type.includes('directory.')) continue
      expect(pathsOf(make({ type })).toSorted(), type).toEqual(pathsOf(exampleOf(type)).toSorted())
    }
  })

  test('keeps the ids equal to each other that are equal in the example', () => {
    for (const type of types.filter((one) => !one.includes('.directory.') && !one.startsWith('scalekit'))) {
      const repeats = (event: Fields) => {
        const ids = idsIn(JSON.stringify(event))
        return ids.map((id) => ids.indexOf(id))
      }
      expect(repeats(make({ type })), type).toEqual(repeats(exampleOf(type)))
    }
  })

  test('is the same for a seed, and of other people for another', () => {
    for (const type of types) {
      expect(make({ type, seed: 7 })).toEqual(make({ type, seed: 7 }))
      expect(make({ type, seed: 8 })).not.toEqual(make({ type, seed: 7 }))
    }
  })

  test('is of other people each time', () => {
    const maker = createEventMaker({
      catalogue,
      seed: 3,
      dialect: 'okta',
      names: 'current',
      organization: acme
    })
    const people = Array.from({ length: 300 }, () =>
      String((maker('organization.directory.user_created', NOW)['data'] as Fields)['email'])
    )
    expect(new Set(people).size).toBe(people.length)
  })

  test('is about the organisation that is given, but for one that is being created', () => {
    for (const type of types.filter((one) => 'organization_id' in exampleOf(currentTypeName(one)))) {
      const event = make({ type })
      const isNew = currentTypeName(type) === 'organization.created'
      if (isNew) expect(NOW - (timeOfScalekitId(String(event['organization_id'])) ?? 0)).toBeLessThan(100)
      else expect(event['organization_id'], type).toBe(acme.id)
      expect(JSON.stringify(event)).not.toContain('Juniper')
    }
  })

  test('never carries anything that looks like a secret', () => {
    for (const type of types.filter((one) => one.includes('domain'))) {
      expect(make({ type })['data']).toMatchObject({ txt_record_secret: '[redacted in sample]' })
    }
  })
})

describe('a directory user in the dialect of', () => {
  const created = entryOf('organization.directory.user_created')
  test.each(Dialect.options)('%s has what the example of that provider has', (dialect) => {
    const variant = VARIANTS[dialect]
    const sample = (
      variant === null ? created?.example : created?.variants?.find(({ name }) => name === variant)?.example
    ) as Fields
    const rawOf = (event: Fields) => (event['data'] as Fields)['raw_attributes']
    const event = make({ type: 'organization.directory.user_created', dialect })
    const personal = ['/name/middleName']
    const expected = pathsOf(rawOf(sample)).filter((path) => !personal.includes(path))
    expect(pathsOf(rawOf(event))).toEqual(expect.arrayContaining(expected))
    // The normalised fields of the example are what we would make of its raw ones.
    const { id: _id, organization_id, raw_attributes, groups, roles, ...fields } = sample['data'] as Fields
    expect(normalisedFields(raw_attributes as Fields)).toEqual(fields)
    void [organization_id, groups, roles]
  })

  test.each(Dialect.options)('%s is normalised as an independent reading of the rules has it', (dialect) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        for (const action of ['created', 'updated']) {
          const event = make({ type: `organization.directory.user_${action}`, seed, dialect })
          const {
            id: _id,
            organization_id,
            raw_attributes,
            groups,
            roles,
            ...fields
          } = event['data'] as Fields
          expect(fields).toEqual(normalise(raw_attributes as Fields))
          void [organization_id, groups, roles]
        }
      }),
      { numRuns: 50 }
    )
  })

  test.each([
    ['okta', /^00u\w{15}$/],
    ['entra', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['google', /^1\d{20}$/],
    ['jumpcloud', /^[0-9a-f]{24}$/],
    ['onelogin', /^\d{9}$/],
    ['ping', /^[0-9a-f-]{36}$/]
  ] as const)('%s has the id of that directory, and so has its deletion', (dialect, pattern) => {
    for (const action of ['created', 'updated', 'deleted']) {
      const { data } = make({ type: `organization.directory.user_${action}`, dialect }) as { data: Fields }
      expect(data['dp_id']).toMatch(pattern)
    }
  })
})

describe('legacy names', () => {
  const legacy = types.filter((type) => currentTypeName(type) !== type)

  test('come with the envelope that went with them', () => {
    expect(legacy).toHaveLength(9)
    for (const type of legacy) {
      const event = make({ type })
      expect(Object.keys(event), type).toEqual(Object.keys(exampleOf(type)))
      expect(event['occurred_at']).toMatch(/\.\d{9}Z$/)
      expect(event).toEqual(make({ type: currentTypeName(type), names: 'legacy' }))
    }
  })

  test('of an organisation are its old fields', () => {
    const data = (event: Fields) => Object.keys(event['data'] as Fields)
    expect(data(make({ type: 'scalekit.org.create' }))).toEqual(data(exampleOf('scalekit.org.create')))
  })

  test('are refused where there never was one', () => {
    for (const type of types.filter((one) => legacyTypeName(one) === null))
      expect(() => make({ type, names: 'legacy' })).toThrow(/never had a legacy name/)
  })
})

test('a type that is not in the catalogue is refused by name', () => {
  expect(() => make({ type: 'session.created' })).toThrow(/no event type session\.created/)
  expect(() => make({ type: 'constructor' })).toThrow(/no event type constructor/)
})

test('a delivery id is 27 characters that sort by time, and can be signed', () => {
  const ids = [NOW, NOW + 1_000, NOW + 100_000_000].map(createMessageId)
  for (const id of ids) expect(id).toMatch(/^msg_[0-9A-Za-z]{27}$/)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Webhook('whsec_c2VjcmV0').sign(ids[0] ?? '', new Date(NOW), '{}')).toMatch(/^v1,/)
})
