import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { createDispatch, type Handlers } from './dispatcher.ts'

function setUp(handlers: Partial<Handlers>) {
  const bugs: unknown[] = []
  const dispatch = createDispatch(handlers as Handlers, (error) => bugs.push(error))
  return { dispatch, bugs }
}

test('hands the handler its parsed input, defaults filled in', async () => {
  const { dispatch } = setUp({
    'events.list': async (input) => ({ seq: 1, rows: [], next: String(input.limit) })
  })
  expect(await dispatch('events.list', {})).toEqual({ ok: true, value: { seq: 1, rows: [], next: '100' } })
})

test('passes on an expected failure as it is', async () => {
  const { dispatch, bugs } = setUp({
    'app.info': async () => {
      throw new AppError('unavailable', 'The disk is full. Free some space.')
    }
  })
  expect(await dispatch('app.info', {})).toEqual({
    ok: false,
    error: { code: 'unavailable', message: 'The disk is full. Free some space.' }
  })
  expect(bugs).toEqual([])
})

test('reports a bug and tells the page nothing about it', async () => {
  const bug = new Error('/home/me/secret.db')
  const { dispatch, bugs } = setUp({
    'app.info': async () => {
      throw bug
    }
  })
  const reply = await dispatch('app.info', {})
  expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(JSON.stringify(reply)).not.toContain('secret.db')
  expect(bugs).toEqual([bug])
})

test.each(['nope', '', '__proto__', 'toString', 'constructor'])(
  'refuses the unknown command %j',
  async (name) => {
    const { dispatch, bugs } = setUp({})
    expect(await dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(bugs).toEqual([])
  }
)

test.each([undefined, null, 7, [], 'text', { limit: 0 }, { limit: '5' }, { surprise: 1 }])(
  'refuses the input %j',
  async (input) => {
    const { dispatch, bugs } = setUp({})
    expect(await dispatch('events.list', input)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' }
    })
    expect(bugs).toEqual([])
  }
)

test('names the field it refuses, never the value', async () => {
  const { dispatch } = setUp({})
  const reply = await dispatch('secrets.add', { kind: 'signing', value: 'whsec_'.repeat(4_000) })
  expect(reply).toMatchObject({ ok: false, error: { message: expect.stringContaining('value') } })
  expect(JSON.stringify(reply)).not.toContain('whsec_')
})
