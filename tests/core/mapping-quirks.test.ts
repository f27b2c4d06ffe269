import { afterEach, beforeEach, expect, it } from 'vitest'
import { Mapping } from '#shared/mapping-models.ts'
import { captured } from '../support/captured.ts'
import { directoryEvent } from '../support/directory-event.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'
import { mappingOf } from '../support/mapping-of.ts'

let temp: TempStore
beforeEach(() => {
  temp = openTempStore()
})
afterEach(() => temp.close())

let made = 0
const mapBody = (body: unknown): Mapping => {
  temp.operations.capture([captured(body, { webhookId: `msg_${++made}` })])
  const [latest] = temp.operations.listEvents({ limit: 1 }).rows
  return Mapping.parse(mappingOf(temp.operations, latest!.id))
}
const map = (raw: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>> = {}) =>
  mapBody(directoryEvent(`u${++made}`, { raw, data }))
const fieldOf = (mapping: Mapping, name: string) => {
  const field = mapping.fields.find((one) => one.field === name)!
  return { agreement: field.agreement, source: field.source?.label.replace('data.raw_attributes.', '') }
}

it('takes the text "False" for false', () => {
  const mapping = map({ active: 'False' }, { active: false })
  expect(fieldOf(mapping, 'active')).toEqual({ agreement: 'coerced', source: 'active' })
})

it('reads e-mails in every form that lists come in', () => {
  for (const [emails, source] of [
    [{ value: 'a@example.com', type: 'work', primary: true }, 'emails.value'],
    [['b@example.com', 'a@example.com'], 'emails[a@example.com]'],
    ['a@example.com', 'emails'],
    [[{ value: 'a@example.com' }], 'emails[value=a@example.com].value'],
    [
      [
        { type: 'home', value: 'b@example.com' },
        { type: 'work', primary: 'True', value: 'a@example.com' }
      ],
      'emails[type=work].value'
    ]
  ] as const) {
    const mapping = map({ emails }, { email: 'a@example.com' })
    expect(fieldOf(mapping, 'email')).toEqual({ agreement: 'equal', source })
  }
})

it('takes the primary e-mail at its word, and names the other that agrees', () => {
  const emails = [
    { type: 'work', primary: true, value: 'new@example.com' },
    { type: 'home', value: 'old@example.com' }
  ]
  const mapping = map({ emails }, { email: 'old@example.com' })
  expect(fieldOf(mapping, 'email')).toEqual({ agreement: 'differs', source: 'emails[type=work].value' })
  const email = mapping.fields.find(({ field }) => field === 'email')!
  expect(email.alike.map(({ label }) => label)).toEqual(['data.raw_attributes.emails[type=home].value'])
})

it('knows OneLogin by its SCIM 1.0 template, and reads its enterprise extension', () => {
  const mapping = map(
    {
      schemas: ['urn:scim:schemas:core:1.0'],
      'urn:scim:schemas:extension:enterprise:1.0': { department: 'Legal' }
    },
    { department: 'Legal' }
  )
  expect(mapping.provider.guess).toBe('onelogin')
  expect(fieldOf(mapping, 'department').agreement).toBe('equal')
})

it('guesses no provider where nothing or too little points to one', () => {
  expect(map({}).provider).toEqual({ guess: null, evidence: [], chosen: null })
  const guid = map({ externalId: '6f1e0b7c-52a9-4b0e-9d63-8f20c1a77e54' }).provider
  expect(guid.guess).toBeNull()
  expect(guid.evidence).toHaveLength(2)
  // Entra sends whatever attribute is mapped to it, a number too.
  expect(map({ externalId: '184402771', meta: { resourceType: 'User' } }).provider.guess).toBeNull()
})

it('compares names without case, and finds the one of a repeated name that agrees', () => {
  expect(
    fieldOf(
      map({ USERNAME: 'ada', userName: undefined }, { preferred_username: 'ada' }),
      'preferred_username'
    )
  ).toEqual({ agreement: 'equal', source: 'USERNAME' })
  const text = JSON.stringify(directoryEvent('twice', { data: { title: 'Head' } })).replace(
    '"active":true,"externalId"',
    '"title":"Hand","title":"Head","active":true,"externalId"'
  )
  expect(fieldOf(mapBody(text), 'title')).toEqual({ agreement: 'equal', source: 'title' })
})

it('tells fields apart that differ, miss their source or are unexplained', () => {
  const mapping = map({ title: 'Head' }, { title: 'Hand', locale: 'de-DE', shoe_size: 'large' })
  expect(fieldOf(mapping, 'title')).toEqual({ agreement: 'differs', source: 'title' })
  expect(fieldOf(mapping, 'locale')).toEqual({ agreement: 'missing', source: undefined })
  expect(fieldOf(mapping, 'shoe_size')).toEqual({ agreement: 'unexplained', source: undefined })
})

it('takes a name that was put together from its parts', () => {
  const mapping = map({ name: { givenName: 'Ada', familyName: 'Byron' } }, { name: 'Ada Byron' })
  expect(fieldOf(mapping, 'name')).toEqual({ agreement: 'coerced', source: 'name' })
})

it('never shows a password, wherever it stands', () => {
  const mapping = map(
    { password: 'hunter2', urn: { Password: { value: 'hunter3' } }, title: 'hunter2' },
    { title: 'hunter2' }
  )
  const listed = map({ password: ['hunter2'], list: [{ type: 'password', value: 'hunter4' }] }, {})
  expect(JSON.stringify(listed)).not.toContain('hunter')
  const text = JSON.stringify(mapping)
  expect(text).not.toContain('hunter3')
  const secrets = mapping.unmapped.filter(({ text: shown }) => shown.includes('••••'))
  expect(secrets.map(({ label, text: shown }) => [label, shown])).toEqual([
    ['data.raw_attributes.password', '"••••"'],
    ['data.raw_attributes.urn.Password', '"••••"']
  ])
  // The title says the same, but is not explained by it.
  expect(fieldOf(mapping, 'title')).toEqual({ agreement: 'equal', source: 'title' })
  expect(mapping.fields.find(({ field }) => field === 'title')!.alike).toEqual([])
})

it('reads raw attributes that are JSON in a text, also those of an identity', () => {
  const inText = mapBody({
    ...directoryEvent('text'),
    data: { id: 'diruser_1', dp_id: 'x-1234', raw_attributes: '{"externalId":"x-1234"}' }
  })
  expect(inText.fields.map(({ source }) => source)).toEqual([
    { pointer: '/data/raw_attributes', label: 'data.raw_attributes.externalId', text: '"x-1234"' }
  ])
  const signedIn = mapBody({
    id: 'evt_login',
    type: 'user.login',
    organization_id: 'org_1',
    data: {
      user: {
        id: 'usr_1',
        email: 'ada@example.com',
        user_profile: {
          id: 'usp_1',
          given_name: 'Ada',
          phone_number: '',
          external_identities: [
            { raw_attributes: '{}' },
            { raw_attributes: '{"userName":"ada@example.com","name":{"givenName":"Ada"}}' }
          ]
        }
      }
    }
  })
  expect(signedIn.resource).toBe('user')
  expect(signedIn.fields.map(({ field, agreement }) => [field, agreement])).toEqual([
    ['user.email', 'missing'],
    ['user.user_profile.given_name', 'equal'],
    ['user.user_profile.phone_number', 'missing']
  ])
  expect(signedIn.fields[1]!.source!.pointer).toBe(
    '/data/user/user_profile/external_identities/1/raw_attributes'
  )
})

it.each([null, 5, 'no JSON', '[1]', [], true])('maps nothing where raw_attributes is %j', (raw) => {
  const event = {
    ...directoryEvent(`odd${++made}`),
    data: { id: 'diruser_1', email: 'a@example.com', raw_attributes: raw }
  }
  expect(mapBody(event)).toMatchObject({ resource: null, fields: [], unmapped: [] })
})

it.each(['{', '[]', '5', '{"data":5}', '{"data":{"raw_attributes":{}}}', ''])(
  'survives the body %j',
  (body) => {
    expect(mapBody(body).fields).toEqual([])
  }
)

it('cuts long values and lists a bounded number of them, and says so', () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`a${index}x`, 'the same']))
  const mapping = map({ ...many, title: 'x'.repeat(1_000) }, { ...many, title: 'x'.repeat(1_000) })
  expect(mapping.fields).toHaveLength(500)
  expect(mapping.unmapped).toHaveLength(500)
  expect(mapping.more.isCut).toBe(true)
  expect(mapping.more.fields + mapping.more.unmapped).toBeGreaterThan(1_000)
  expect(Math.max(...mapping.unmapped.map(({ text }) => text.length))).toBeLessThanOrEqual(300)
})

it('explains a body of 1 MB, and refuses a much larger one in a sentence', () => {
  const members = Array.from({ length: 12_000 }, (_, index) => ({
    value: `diruser_${index}`,
    display: `somebody-with-a-long-name-${index}@example.com`
  }))
  const mapping = map({ members, title: 'Head' }, { title: 'Head' })
  expect(fieldOf(mapping, 'title').agreement).toBe('equal')
  expect(mapping.more).toMatchObject({ fields: 0, isCut: true })
  const large = directoryEvent('large', { raw: { note: 'x'.repeat(20_000_000) } })
  temp.operations.capture([captured(large)])
  expect(() => mappingOf(temp.operations, 'large')).toThrow('larger than 20 MB')
  while (temp.operations.tidy(true));
  expect(() => mappingOf(temp.operations, 'nowhere')).toThrow('There is no event nowhere.')
})

it('survives deep nesting and names made of data', () => {
  const deep = JSON.parse('{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000)) as unknown
  const mapping = map({ deep, 'ada@example.com': { role: 'x' } })
  expect(mapping.resource).toBe('user')
  while (temp.operations.tidy(true));
  const paths = temp.store.db.prepare<[], string>(`SELECT path FROM shape_paths`).pluck().all()
  expect(paths.filter((path) => path.includes('@'))).toEqual([])
  expect(paths).toContain('[*].role')
})
