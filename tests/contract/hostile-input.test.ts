import { expect, test } from 'vitest'
import { commands, type CommandName } from '#shared/contract.ts'
import { createDispatch, type Handlers } from '../../src/main/rpc/dispatcher.ts'

/** Every transport ends at the dispatcher: what does not get past it cannot be done from any of them. */

const names = Object.keys(commands) as CommandName[]
const reached: string[] = []
const bugs: unknown[] = []
const handlers = Object.fromEntries(
  names.map((name) => [name, () => Promise.resolve(void reached.push(name))])
) as unknown as Handlers
const dispatch = createDispatch(handlers, (error) => void bugs.push(error))

let deep: unknown = {}
for (let depth = 0; depth < 10_000; depth++) deep = [deep]

const hostile: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['not a number', Number.NaN],
  ['a text', 'x'],
  ['a list', []],
  ['a list of objects', [{}]],
  ['a function', () => ({})],
  ['an unknown key', { surprise: 1 }],
  ['a prototype as its own key', JSON.parse('{"__proto__":{"id":"evt_1"},"constructor":{}}')],
  ['ten thousand levels', { id: deep, target: deep, surprise: deep }],
  ['a thousand keys', Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`k${n}`, n]))]
]

test.each(hostile)('no command takes %s', async (_what, input) => {
  for (const name of names) {
    const reply = await dispatch(name, input)
    expect(reply, name).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    expect(JSON.stringify(reply).length).toBeLessThan(2_000)
  }
  expect([reached, bugs]).toEqual([[], []])
})

test('no command takes a value of a foreign kind for any of its fields', async () => {
  const foreign = [{ nested: { deeper: 1 } }, Symbol('x'), () => 1, 10n]
  for (const name of names) {
    const { shape } = commands[name].input as unknown as { readonly shape?: object }
    for (const key of Object.keys(shape ?? {})) {
      for (const value of foreign) {
        const input = { [key]: value }
        const reply = await dispatch(name, input)
        expect(reply, `${name} ${key}`).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
      }
    }
  }
  expect([reached, bugs]).toEqual([[], []])
})

test.each(['', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'events.list ', 'EVENTS.LIST'])(
  'there is no command %j',
  async (name) => {
    expect(await dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect([reached, bugs]).toEqual([[], []])
  }
)
