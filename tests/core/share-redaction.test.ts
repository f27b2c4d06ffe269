import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffBodies } from '../../src/main/core/events/diff-bodies.ts'
import { openShareKey } from '../../src/main/core/sharing/share-key.ts'
import { readSensitivePaths } from '../../src/main/core/sharing/sensitive-paths.ts'
import { readMarkedPath } from '../../src/shared/redaction/marked-paths.ts'
import { createRedactor } from '../../src/shared/redaction/redactor.ts'
import { scramble } from '../../src/shared/redaction/scramble.ts'
import { makeScalekitId, timeOfScalekitId } from '../../src/shared/scalekit-id.ts'
import type { Redacted, Redaction } from '../../src/shared/share-models.ts'
import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }

const ALL: Redaction = { people: true, ids: true, organizations: true, paths: [] }
const NONE: Redaction = { people: false, ids: false, organizations: false, paths: [] }
const paths = await readSensitivePaths()
const hashWith = (key: Uint8Array) => openShareKey(key).hash
const open = (redaction: Redaction = ALL, key: Uint8Array = Buffer.alloc(32, 7)) =>
  createRedactor(redaction, hashWith(key), (type) => paths.get(type) ?? [])

interface Payload {
  readonly id: string
  readonly type: string
  readonly data: Record<string, never> & { readonly raw_attributes: Record<string, never> }
}
const redact = (payload: unknown, redaction: Redaction = ALL, key?: Uint8Array): Payload =>
  JSON.parse(open(redaction, key).event(JSON.stringify(payload)).body) as Payload
const exampleOf = (type: string) => structuredClone(catalogue.find((entry) => entry.type === type)!.example)
const user = {
  type: 'organization.directory.user_updated',
  object: 'DirectoryUser',
  id: makeScalekitId('evt', Date.UTC(2026, 1, 1), 1)
}

describe('what is redacted', () => {
  it('is every place that the catalogue calls sensitive, in every example', () => {
    for (const { type, sensitive_paths = [], example } of catalogue) {
      const before = JSON.parse(JSON.stringify(example)) as unknown
      const after = redact(before)
      for (const path of sensitive_paths) {
        const at = (value: unknown): unknown =>
          path
            .split('.')
            .reduce<unknown>((node, step) => (node as Record<string, unknown> | null)?.[step], value)
        const [old, now] = [at(before), at(after)]
        if (typeof old !== 'string') continue
        if (old !== '' && !old.startsWith('[redacted')) expect(now, `${type} ${path}`).not.toBe(old)
      }
      expect(after.type).toBe(type)
    }
  })

  it('leaves what makes an event what it is, and what is nobody’s', () => {
    const before = exampleOf('organization.directory.user_created')
    const after = redact(before)
    expect(after).toMatchObject({ spec_version: '1', type: before.type, occurred_at: before.occurred_at })
    expect(after.data).toMatchObject({ active: true, locale: 'en-US', department: 'Site Reliability' })
    expect(after.data.raw_attributes).toMatchObject({
      title: 'Staff Reliability Engineer',
      schemas: (before.data as unknown as Payload['data']).raw_attributes['schemas']
    })
    const role = exampleOf('role.created')
    expect(redact(role, { ...ALL, ids: false })).toEqual(role)
  })

  it('is secrets whatever else was chosen', () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
    const body = JSON.stringify({
      ...user,
      data: {
        txt_record_secret: 'verify-me-1234',
        raw_attributes: { password: 'hunter2 is long', tokens: { access: 'abcd1234', list: ['efgh5678'] } },
        note: `before verify-me-1234 after, hunter2 is long, ${jwt}, Bearer abcdefgh1234, https://u:p4ss@x.test/`,
        magic_link: 'https://x.test/m/999',
        link: 'https://x.test/auth/magic-link/4711?token=zzzz9999',
        token_expires_at: '2026-01-01T00:00:00Z',
        token_type: 'bearer'
      }
    })
    const after = open(NONE).event(body).body
    for (const secret of [
      'verify-me',
      'hunter2',
      'abcd1234',
      'efgh5678',
      jwt,
      'abcdefgh1234',
      'p4ss',
      '999',
      '4711'
    ]) {
      expect(after).not.toContain(secret)
    }
    expect(JSON.parse(after)).toMatchObject({
      id: user.id,
      data: { token_expires_at: '2026-01-01T00:00:00Z', token_type: 'bearer' }
    })
  })

  it('is the paths that the user chose, whatever they hold, for each member of a list', () => {
    const after = redact(
      {
        ...user,
        data: {
          raw_attributes: {
            Title: 'Boss',
            n: 1234567,
            on: true,
            l: [{ a: 'one one' }, { a: 'two' }],
            'urn:x': 'y y'
          }
        }
      },
      {
        ...NONE,
        paths: [
          'data.raw_attributes.title',
          'data.raw_attributes.n',
          'data.raw_attributes.on',
          'data.raw_attributes.l[a=one].a',
          'data.raw_attributes["urn:x"]'
        ]
      }
    ).data.raw_attributes
    expect(after).toEqual({
      Title: expect.not.stringMatching('Boss') as unknown,
      n: expect.any(Number) as unknown,
      on: null,
      l: [
        { a: expect.stringMatching(/^[a-z]{9} [a-z]{9}$/) as unknown },
        { a: expect.stringMatching(/^[a-z]{9}$/) as unknown }
      ],
      'urn:x': expect.stringMatching(/^[a-z]{9} [a-z]{9}$/) as unknown
    })
    expect(after['n']).not.toBe(1234567)
    for (const label of ['', '.', 'a b', 'a[', 'a["x', '["\\x"]'])
      expect(() => readMarkedPath(label)).toThrow('is no path')
  })

  it('is the organizations alone where people are not meant, in e-mails too', () => {
    const { data } = redact(
      {
        ...user,
        data: { name: 'Ann', email: 'ann@acme.com', private: 'ann@gmail.com', organization: 'Acme' }
      },
      { ...NONE, organizations: true }
    )
    expect(data).toMatchObject({ name: 'Ann', private: 'ann@gmail.com' })
    const domain = String(data['organization']).toLowerCase()
    expect(domain).toMatch(/^[a-z]{9}$/)
    expect(data['email']).toBe(`ann@${domain}.example`)
  })

  it('is nothing of a body that is not JSON, because nobody can tell', () => {
    expect(open(NONE).event('password=hunter2').body).toBe('[redacted: 16 characters that are not JSON]')
    expect(open().event('').body).toBe('')
  })

  it('is told place by place', () => {
    const replaced: Redacted[] = []
    open().event(
      JSON.stringify({
        ...user,
        data: { raw_attributes: { emails: [{ value: 'a.b@c.de' }], password: 'x'.repeat(9) } }
      }),
      (one) => replaced.push(one)
    )
    expect(replaced).toMatchObject([
      { label: 'id', kind: 'id', before: user.id },
      { label: 'data.raw_attributes.emails[0].value', kind: 'person', before: 'a.b@c.de' },
      { label: 'data.raw_attributes.password', kind: 'secret', after: '[redacted]' }
    ])
  })
})

describe('pseudonyms', () => {
  it('are the same for the same value wherever it stands, so that joins hold', () => {
    const { data } = redact({
      ...user,
      data: {
        given_name: 'Jane',
        family_name: 'Cooper',
        name: 'Jane Cooper',
        email: 'Jane.Cooper@acme.com',
        dp_id: '00uABC12xyz',
        raw_attributes: {
          userName: 'jane.cooper@acme.com',
          displayName: 'COOPER, Jane',
          externalId: '00uABC12xyz',
          about: JSON.stringify({ by: 'jane.cooper@acme.com' })
        },
        comment: 'seen as 00uABC12xyz, Jane, at acme.com by jane.cooper'
      }
    }) as unknown as { data: Record<string, string> & { raw_attributes: Record<string, string> } }
    const [given, family] = [data['given_name']!, data['family_name']!]
    const raw = data.raw_attributes
    const domain = raw['userName']!.split('@')[1]!
    const local = `${given}.${family}`.toLowerCase()
    expect(data['name']).toBe(`${given} ${family}`)
    expect(given).toMatch(/^[A-Z][a-z]{8}$/)
    expect(data['email']!.toLowerCase()).toBe(raw['userName'])
    expect(raw['userName']).toBe(`${local}@${domain}`)
    expect(domain).toMatch(/^[a-z]{9}\.example$/)
    expect(raw['displayName']).toBe(`${family.toUpperCase()}, ${given}`)
    expect(raw['externalId']).toBe(data['dp_id'])
    expect(JSON.parse(raw['about']!)).toEqual({ by: raw['userName'] })
    expect(data['comment']).toBe(`seen as ${data['dp_id']}, ${given}, at ${domain} by ${local}`)
  })

  it('keep the form of ids, and the order in which Scalekit’s were made, but not their times', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: Date.UTC(2024, 6), max: Date.UTC(2027, 0) }), {
          minLength: 2,
          maxLength: 20
        }),
        (times) => {
          const made = times
            .toSorted((a, b) => a - b)
            .filter((time, index, all) => index === 0 || time - (all[index - 1] ?? 0) >= 20)
            .map((time) => makeScalekitId('diruser', time, 4_711))
          const after = made.map((id) => redact({ ...user, data: { id } }).data['id'] as unknown as string)
          for (const [index, id] of after.entries()) {
            expect(id).toMatch(/^diruser_\d+$/)
            expect(id).toHaveLength(made[index]!.length)
            if (index > 0) expect(BigInt(id.slice(8)) > BigInt(after[index - 1]!.slice(8))).toBe(true)
          }
        }
      ),
      { numRuns: 30 }
    )
    const at = Date.UTC(2026, 1, 1)
    const times = Array.from({ length: 5 }, () => {
      const { id } = redact({ ...user, data: {} }, ALL, randomBytes(32))
      return timeOfScalekitId(id)
    })
    expect(times.filter((time) => time !== null && Math.abs(time - at) < 60_000)).toEqual([])
  })

  it('of codes are never the same for two of one form', () => {
    const hash = hashWith(Buffer.alloc(32, 1))
    const codes = Array.from({ length: 1_000 }, (_, index) => `A-${String(index).padStart(3, '0')}`)
    const after = codes.map((code) => scramble(code, hash))
    expect(new Set(after).size).toBe(1_000)
    for (const code of after) expect(code).toMatch(/^[A-Z]-\d{3}$/)
  })

  it('differ from one share to the next', () => {
    const before = exampleOf('organization.directory.user_created')
    expect(redact(before, ALL, randomBytes(32))).not.toEqual(redact(before, ALL, randomBytes(32)))
    expect(redact(before)).toEqual(redact(before))
  })

  it('leave a comparison with as many changes as there were', () => {
    for (const { example } of catalogue) {
      const before = JSON.parse(JSON.stringify(example)) as { data: Record<string, unknown> }
      const after = {
        ...before,
        data: { ...before.data, email: 'someone.else@other.example', active: false }
      }
      const places = (from: unknown, to: unknown) =>
        diffBodies(Buffer.from(JSON.stringify(from)), Buffer.from(JSON.stringify(to))).rows.map(
          ({ pointer, kind }) => `${kind} ${pointer}`
        )
      expect(places(redact(before), redact(after))).toEqual(places(before, after))
    }
  })
})

describe('whatever the body', () => {
  const word = fc.stringMatching(/^[a-z]{8,12}$/)
  const people = fc.record({
    given: word,
    family: word,
    local: fc.stringMatching(/^[a-z]{4,8}\.[a-z]{4,8}\d{0,3}$/),
    host: fc.stringMatching(/^[a-z]{6,10}$/),
    id: fc.stringMatching(/^00u[a-z\d]{9}7x$/),
    secret: fc.stringMatching(/^[A-Za-z\d+/]{16,24}$/),
    phone: fc.stringMatching(/^\+[1-9]\d{2} \d{3} \d{4}$/),
    street: fc.stringMatching(/^[1-9]\d [a-z]{6,9} road$/)
  })
  const noise = fc.jsonValue({ maxDepth: 3 })

  it('no value that it has in a sensitive place stands anywhere in what is written', () => {
    fc.assert(
      fc.property(people, noise, fc.boolean(), (known, other, isPretty) => {
        const email = `${known.local}@${known.host}.test`
        const name = `${known.given[0]!.toUpperCase()}${known.given.slice(1)} ${known.family}`
        const prose = `x ${name}; (${email}) "${known.id}" ${known.secret}, ${known.phone}: ${known.street}.`
        const payload = {
          ...user,
          data: {
            given_name: known.given,
            familyName: known.family,
            email,
            external_id: known.id,
            clientSecret: known.secret,
            phone_number: known.phone,
            organization: known.host,
            description: prose,
            [email]: prose,
            [`for ${name}`]: [prose, { [known.id]: 1 }],
            raw_attributes: {
              userName: known.local,
              displayName: name,
              addresses: [{ streetAddress: known.street }],
              inner: JSON.stringify({ email, text: prose }),
              other
            }
          },
          display_name: `${name} of ${known.host}`
        }
        const { body } = open().event(JSON.stringify(payload, null, isPretty ? 2 : 0))
        const lower = body.toLowerCase()
        for (const value of [...Object.values(known), email, name])
          expect(lower).not.toContain(value.toLowerCase())
        expect(() => JSON.parse(body) as unknown).not.toThrow()
      }),
      { numRuns: 100 }
    )
  })

  it('it is read without failing, and the same comes out again', () => {
    const names = fc.constantFrom(
      'name',
      'email',
      'id',
      'value',
      'raw_attributes',
      'groups',
      'token',
      'ip',
      'type',
      'user'
    )
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.emailAddress(),
        fc.webUrl(),
        fc.ipV6(),
        fc.double(),
        fc.boolean(),
        fc.constant(null)
      ),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(names, fc.string()), tie('tree'), { maxKeys: 5 })
      )
    }))
    fc.assert(
      fc.property(
        fc.oneof(
          tree.map((value) => JSON.stringify(value) ?? 'null'),
          fc.string()
        ),
        (body) => {
          const first = open().event(body).body
          expect(open().event(body).body).toBe(first)
          if (isJson(body)) expect(isJson(first)).toBe(true)
        }
      ),
      { numRuns: 200 }
    )
  })

  it('depth, size and a crowd of names do not stop it', () => {
    const deep = `${'['.repeat(50_000)}"a"${']'.repeat(50_000)}`
    expect(open().event(deep).body).toHaveLength(deep.length + 8)
    const members = Array.from({ length: 5_000 }, (_, index) => ({
      value: `diruser_${112860252122121399n + BigInt(index) * 2n ** 24n}`,
      display: `Given${index} Family${index}`
    }))
    const { body } = open().event(
      JSON.stringify({
        type: 'organization.directory.group_updated',
        object: 'DirectoryGroup',
        data: { raw_attributes: { members } }
      })
    )
    const after = JSON.parse(body) as {
      data: { raw_attributes: { members: { value: string; display: string }[] } }
    }
    expect(new Set(after.data.raw_attributes.members.map(({ value }) => value)).size).toBe(5_000)
    expect(new Set(after.data.raw_attributes.members.map(({ display }) => display)).size).toBe(5_000)
    const hostile = Object.fromEntries(
      Array.from({ length: 4_000 }, (_, index) => [`k${index}`, `a b ${index} c`])
    )
    expect(
      open().event(JSON.stringify({ ...user, address: hostile, data: hostile })).body.length
    ).toBeGreaterThan(1_000)
    // Each of these once kept a pattern busy for minutes.
    for (const run of ['A1b2', 'a@', '?key', 'http://', 'a.']) {
      const text = JSON.stringify({ data: { note: run.repeat(100_000) }, picture: run.repeat(100_000) })
      expect(isJson(open().event(text).body)).toBe(true)
    }
  })
})

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
