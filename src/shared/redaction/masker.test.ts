import { expect, test } from 'vitest'
import { createMasker, MASK } from './masker.ts'

const planted = ['Grace', 'Hopper', 'grace@acme.io', '+49 170 1234567', 'hunter2', 'ghopper']
const masker = createMasker([{ type: 'user.login', paths: ['data.favourite', 'data.email'] }])
const expectMasked = (value: unknown) => {
  const text = JSON.stringify(value)
  for (const secret of planted) expect(text).not.toContain(secret)
}

test('masks a payload by names, by the catalogue and by what values look like', () => {
  const body = masker.body(
    JSON.stringify({
      id: 'evt_112860252189230263',
      type: 'user.login',
      data: {
        id: 'usr_112860252189230263',
        favourite: 'ghopper',
        email: 'grace@acme.io',
        name: 'Grace Hopper',
        active: true,
        comment: 'call grace@acme.io or +49 170 1234567',
        password: 'hunter2',
        raw_attributes: { userName: 'ghopper', phones: [{ value: '+49 170 1234567' }] }
      }
    })
  )
  expectMasked(body)
  expect(JSON.parse(body)).toMatchObject({
    type: 'user.login',
    data: { id: 'usr_112860252189230263', active: true, name: MASK, password: '[redacted]' }
  })
  expect(masker.body('Grace Hopper')).not.toContain('Grace')
})

test('masks the names of people in rows, and no ids, types or organisations', () => {
  const row = { id: 'evt_1', type: 'user.login', label: 'Grace Hopper', entityId: 'usr_1', target: '/a?x=1' }
  expect(masker.reply({ rows: [row] })).toEqual({ rows: [{ ...row, label: MASK }] })
  const group = { id: 'evt_2', label: 'Engineering', entityId: 'dirgroup_112860252189230263' }
  expect(masker.reply(group)).toEqual(group)
})

test('masks both sides of a change, what was the same, and the path that names a member by its address', () => {
  const masked = masker.reply({
    rows: [
      {
        pointer: '/data/raw_attributes/emails/0/value',
        label: 'data.raw_attributes.emails[value=grace@acme.io].value',
        kind: 'changed',
        before: 'grace@acme.io',
        after: { name: 'Grace Hopper', tags: ['a'] },
        beforeText: '"grace@acme.io"',
        afterText: '{\n  "name": "Grace Hopper"\n}'
      }
    ],
    same: [{ pointer: '/data/name', label: 'data.name', text: '"Grace Hopper"' }],
    attributes: [
      { pointer: null, label: 'data.email', text: null, before: { text: '"grace@acme.io"', sinceAt: 1 } },
      { pointer: '/data/name', label: 'data.name', text: '"Grace Hopper and so on', before: null }
    ]
  })
  expectMasked(masked)
  expect(masked).toMatchObject({ attributes: [{ before: { sinceAt: 1 } }, { before: null }] })
})

test('masks headers, notes, answers of the app, and the text that was signed', () => {
  expectMasked(
    masker.reply({
      headers: [
        ['authorization', 'Basic hunter2hunter2'],
        ['x-user', 'grace@acme.io']
      ],
      note: 'ask grace@acme.io',
      responseBody: '{"user":{"name":"Grace Hopper"}}',
      explanation: {
        evidence: ['They differ from byte 1 on: signed "{\\"name\\":\\"Grace", arrived "Hopper".'],
        computation: [{ name: 'Signed text', value: 'msg_1.1.{"name":"Grace Hopper"}' }]
      }
    })
  )
})

test('masks a crowd in a large payload, and leaves the names of its fields', () => {
  const crowd = Array.from({ length: 20_000 }, (_, number) => [
    `attribute${number}`,
    { display: `Person Number ${number}`, value: `https://directory.example/people/${number}` }
  ])
  const body = masker.body(
    JSON.stringify({
      type: 'user.login',
      data: { raw_attributes: Object.fromEntries(crowd), comment: 'about person number 12345' }
    })
  )
  // Compared so that a failure does not print a megabyte.
  expect(body.includes('Number')).toBe(false)
  expect(body.includes('"attribute19999":{"display"')).toBe(true)
  expect(body.slice(-32)).toContain(`about ${MASK}"`)
})
