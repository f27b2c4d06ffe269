import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ShapeChange } from '#shared/mapping-models.ts'
import { commands } from '#shared/contract.ts'
import { directoryEvent } from '../support/directory-event.ts'
import { post, SECRET, signed } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let temp: TempCore
beforeEach(async () => {
  temp = await openTempCore({ sessionSecrets: [SECRET] })
})
afterEach(() => temp.close())

const receive = async (payload: unknown): Promise<void> => {
  const answer = await post(`${await temp.receiverUrl()}/webhook`, signed(payload))
  expect(answer.status).toBe(200)
}
const day = (number: number): string => new Date(Date.UTC(2026, 10, number, 8)).toISOString()
const withTitle = { raw: { title: 'Head' }, data: { title: 'Head' } }

it('explains what was received, learns from it and tells what no longer arrives', async () => {
  const told: ShapeChange[] = []
  const first = Promise.withResolvers<void>()
  temp.core.onAnnouncement((name, payload) => {
    if (name !== 'shapes.changed') return
    told.push(...(payload as { upserted: ShapeChange[] }).upserted)
    first.resolve()
  })
  for (let number = 1; number <= 11; number++) {
    await receive(directoryEvent(`e${number}`, { ...withTitle, occurred_at: day(number) }))
  }
  for (let number = 12; number <= 21; number++) {
    await receive(directoryEvent(`e${number}`, { occurred_at: day(number) }))
  }
  await first.promise
  await expect.poll(async () => (await temp.core.mappings.ofEvent({ id: 'e1' })).directory.events).toBe(21)

  const mapping = commands['events.mapping'].output.parse(await temp.core.mappings.ofEvent({ id: 'e1' }))
  expect(mapping.fields.find(({ field }) => field === 'title')).toEqual({
    field: 'title',
    pointer: '/data/title',
    text: '"Head"',
    source: { pointer: '/data/raw_attributes/title', label: 'data.raw_attributes.title', text: '"Head"' },
    alike: [],
    rule: 'inferred',
    ruleText: 'title comes from the raw attribute title.',
    agreement: 'equal',
    seen: { equal: 11, of: 11, since: Date.parse(day(1)) }
  })
  expect(mapping.news.map(({ text }) => text)).toEqual([
    'Since 12 Nov 2026 (UTC) title no longer arrives from org_1.'
  ])
  // The field itself went as well, from the type.
  expect(told.map(({ path }) => path)).toEqual(['data.title', 'data.raw_attributes.title'])

  await temp.core.mappings.setProvider({ organizationId: 'org_1', provider: 'entra' })
  expect(await temp.core.mappings.markSeen({ ids: ['shp_1'] })).toEqual({ unseen: 1 })
  temp = await temp.reopen()
  await receive(directoryEvent('e22', { occurred_at: day(22) }))
  await expect.poll(async () => (await temp.core.mappings.ofEvent({ id: 'e22' })).directory.events).toBe(22)
  const listed = commands['shapes.list'].output.parse(await temp.core.mappings.shapes({ limit: 10 }))
  expect(listed.rows.map(({ id, seen }) => [id, seen])).toEqual([
    ['shp_2', false],
    ['shp_1', true]
  ])
  expect(listed.unseen).toBe(1)
  expect((await temp.core.mappings.ofEvent({ id: 'e1' })).provider.chosen).toBe('entra')
})

it('learns nothing from samples that it sends itself', async () => {
  const { eventId } = await temp.core.samples.send({ type: 'organization.directory.user_created' })
  await receive(directoryEvent('real'))
  await expect.poll(async () => (await temp.core.mappings.ofEvent({ id: 'real' })).directory.events).toBe(1)
  const mapping = await temp.core.mappings.ofEvent({ id: eventId! })
  expect(mapping).toMatchObject({ resource: 'user', directory: { events: 0, since: null } })
})

it('refuses what there is not', async () => {
  await expect(temp.core.mappings.ofEvent({ id: 'nowhere' })).rejects.toThrow('There is no event nowhere.')
  await expect(temp.core.mappings.setProvider({ organizationId: 'org_9', provider: 'okta' })).rejects.toThrow(
    'There are no events of an organisation org_9.'
  )
})

it('explains a large body apart, the same way', async () => {
  const note = 'x'.repeat(400_000)
  await receive(directoryEvent('large', { raw: { note, title: 'Head' }, data: { title: 'Head' } }))
  const mapping = commands['events.mapping'].output.parse(await temp.core.mappings.ofEvent({ id: 'large' }))
  expect(mapping.fields.find(({ field }) => field === 'title')).toMatchObject({ agreement: 'equal' })
  expect(mapping.unmapped.find(({ label }) => label.endsWith('note'))?.text).toHaveLength(300)
})
