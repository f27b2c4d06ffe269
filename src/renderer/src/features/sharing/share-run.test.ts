import { expect, test } from 'vitest'
import type { CommandOutput } from '#shared/contract.ts'
import type { Client } from '../../client/client.ts'
import { createShareRun } from './share-run.ts'

type Piece = CommandOutput<'share.export'>

const redaction = { people: true, ids: true, organizations: true, paths: [] }
const piece = (text: string, next: string | null, events = 1): Piece => ({
  text,
  next,
  events,
  fileName: 'shared.ndjson'
})

/** Answers with these pieces in turn, and keeps what was asked. */
function answering(pieces: readonly (Piece | Error)[], onCall = () => {}) {
  const asked: unknown[] = []
  const call = ((_name: string, input: unknown) => {
    const next = pieces[asked.push(input) - 1]
    onCall()
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
  }) as Client['call']
  return { call, asked }
}

test('pieces become one file, each asked for with the place where the last one ended', async () => {
  const saved: { content: Blob; name: string }[] = []
  const run = createShareRun((content, name) => saved.push({ content, name }))
  const { call, asked } = answering([piece('head\none\n', 'place', 1), piece('two\n', null, 2)])
  await run.start({ call }, { redaction, format: 'ndjson', query: 'org:acme' })
  expect(asked).toEqual([
    { redaction, format: 'ndjson', query: 'org:acme' },
    { redaction, format: 'ndjson', query: 'org:acme', after: 'place' }
  ])
  expect(await saved[0]!.content.text()).toBe('head\none\ntwo\n')
  expect(run.getSnapshot()).toEqual({ state: 'saved', events: 3, bytes: 13, name: 'shared.ndjson' })
})

test('nothing is saved where nothing was found', async () => {
  const saved: string[] = []
  const run = createShareRun((_content, name) => saved.push(name))
  await run.start(answering([piece('head\n', null, 0)]), { redaction, format: 'html' })
  expect(run.getSnapshot()).toEqual({ state: 'nothingFound' })
  expect(saved).toEqual([])
})

test('a cancelled share saves nothing and asks for nothing more', async () => {
  const saved: string[] = []
  const run = createShareRun((_content, name) => saved.push(name))
  const { call, asked } = answering([piece('one\n', 'place'), piece('two\n', null)], () => run.cancel())
  await run.start({ call }, { redaction, format: 'ndjson' })
  expect(run.getSnapshot()).toEqual({ state: 'idle' })
  expect(asked).toHaveLength(1)
  expect(saved).toEqual([])
})

test('a refusal is told in its own words', async () => {
  const run = createShareRun(() => {})
  await run.start(answering([new Error('No such event.')]), { redaction, format: 'ndjson' })
  expect(run.getSnapshot()).toEqual({ state: 'failed', error: 'No such event.' })
})
