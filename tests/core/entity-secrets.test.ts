import { zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openToldEntities, userEvent } from '../support/told-entities.ts'

let told: ReturnType<typeof openToldEntities>
beforeEach(() => {
  told = openToldEntities()
})
afterEach(() => told.temp.close())

it.each([
  { secret: 'in a list', raw: (word: string) => ({ password: [word] }) },
  { secret: 'in a list of objects', raw: (word: string) => ({ password: [{ value: word }] }) },
  { secret: 'as a name', raw: (word: string) => ({ client_secret: { [word]: 1 } }) },
  { secret: 'below a password', raw: (word: string) => ({ x: { Password: { value: word, list: [word] } } }) },
  { secret: 'of that type', raw: (word: string) => ({ logins: [{ type: 'password', value: word }] }) },
  {
    secret: 'of that type, twice',
    raw: (word: string) => ({
      logins: [
        { type: 'password', value: word, display: word },
        { type: 'password', value: `${word}2` }
      ]
    })
  },
  { secret: 'in JSON text', raw: (word: string) => JSON.stringify({ userName: 'a', password: word }) },
  {
    secret: 'in JSON text in JSON text',
    raw: (word: string) => JSON.stringify({ more: JSON.stringify({ pw: { 'p\u0061ssword': word } }) })
  },
  {
    secret: 'in JSON text with an escaped name',
    raw: (word: string) => JSON.stringify({ password: word }).replace('password', '\\u0070assword')
  }
])('a secret $secret is told of, but never told', async ({ raw }) => {
  told.arrive(
    ...Array.from({ length: 120 }, (_, n) =>
      userEvent(`evt_${n}`, n, {
        name: 'Ada',
        filler: 'x'.repeat(300),
        raw_attributes: raw(n < 100 ? 'hunter-old' : 'hunter-new')
      })
    )
  )
  const blame = await told.blame('evt_119')
  const hidden = blame.attributes.filter(({ text }) => text === '(hidden)')
  expect(hidden.length).toBeGreaterThan(0)
  for (const { sinceId, changes } of hidden) expect([sinceId, changes]).toEqual(['evt_100', 1])
  const window = await told.entities.events({ id: 'diruser_1', limit: 60 })
  expect(window.rows.find(({ id }) => id === 'evt_100')?.changed?.count).toBeGreaterThan(0)
  const states = told.rows<{ state: Buffer }>('SELECT state FROM snapshots')
  expect(states.length).toBeGreaterThan(0)
  const kept = states.map(({ state }) => zstdDecompressSync(state).toString())
  expect(JSON.stringify([blame, window.rows.map(({ changed }) => changed), kept])).not.toContain('hunter')
})

it('hides nothing of a text that only speaks of passwords', async () => {
  told.arrive(userEvent('evt_1', 1, { title: 'Password officer', note: '["password"]' }))
  const attributes = await told.attributes('evt_1')
  expect(attributes.get('data.title')?.text).toBe('"Password officer"')
  expect(attributes.get('data.note')?.text).toBe('"[\\"password\\"]"')
})
