import { afterEach, beforeEach, expect, it } from 'vitest'
import { captured } from '../support/captured.ts'
import { minute, openToldEntities, userEvent } from '../support/told-entities.ts'

let told: ReturnType<typeof openToldEntities>
beforeEach(() => {
  told = openToldEntities()
})
afterEach(() => told.temp.close())

const names = () =>
  told.rows<{ name: string }>('SELECT name FROM names ORDER BY name').map(({ name }) => name)

it('a name goes with the last event that told it, and is found again with what is brought back', async () => {
  told.arrive(
    userEvent('evt_1', 1, { email: 'old@x.example', dp_id: 'one' }),
    userEvent('evt_2', 2, { email: 'new@x.example' }),
    userEvent('evt_3', 3, { email: 'new@x.example' }),
    userEvent('evt_4', 4, { id: 'diruser_2', email: 'old@x.example' })
  )
  told.settle()
  expect(await told.relatives('diruser_2')).toEqual(['diruser_1'])
  const { deletionId } = told.temp.operations.deleteEvents(['evt_1'])
  expect(names()).toEqual(['new@x.example', 'old@x.example'])
  expect(await told.relatives('diruser_2')).toEqual([])
  told.temp.operations.undoDeletion(deletionId)
  told.settle()
  expect(await told.relatives('diruser_2')).toEqual(['diruser_1'])
  told.erase('evt_1', 'evt_3')
  expect(names()).toEqual(['new@x.example', 'old@x.example'])
  told.erase('evt_2')
  expect(names()).toEqual(['old@x.example'])
})

it('nothing is learned from an event that was deleted before anyone learned from it', () => {
  told.arrive(
    userEvent('evt_1', 1, { email: 'gone@x.example' }),
    userEvent('evt_2', 2, { email: 'kept@x.example' })
  )
  told.temp.operations.deleteEvents(['evt_1'])
  told.settle()
  expect(names()).toEqual(['kept@x.example'])
})

it('an event that turns out to show another body keeps no name of the first', () => {
  const body = (email: string) => userEvent('evt_1', 1, { email })
  told.temp.operations.capture([
    captured(body('first@x.example'), {
      receivedAt: minute(8_000),
      verdict: 'unchecked',
      reasonCode: 'no_secret',
      secretId: null
    })
  ])
  told.arrive(body('second@x.example'))
  told.settle()
  expect(names()).toEqual(['second@x.example'])
  const [first] = told.temp.operations.candidates({
    kind: 'webhook',
    verdict: 'unchecked',
    afterRow: 0,
    limit: 1
  })
  told.temp.operations.promote([{ row: first!.row, secretId: 'sec_2', webhookId: null }])
  told.settle()
  expect(names()).toEqual(['first@x.example'])
})

it('are of one organisation, however many namesakes others have, and none of no organisation', async () => {
  const legacy = { type: 'scalekit.dir.user.delete', organization_id: undefined, object: undefined }
  told.arrive(
    ...Array.from({ length: 230 }, (_, n) =>
      userEvent(
        `evt_o${n}`,
        1,
        { id: `diruser_o${n}`, email: 'test@x.example' },
        { organization_id: `org_o${n}` }
      )
    ),
    userEvent('evt_1', 1, { id: 'diruser_y', email: 'test@x.example' }),
    userEvent('evt_2', 2, { id: 'diruser_y', dp_id: 'Y' }, legacy),
    userEvent('evt_3', 3, { id: 'diruser_z', email: 'Test@x.example', dp_id: 'y' }),
    userEvent('evt_4', 4, { id: 'diruser_n1', dp_id: 'n' }, { organization_id: undefined }),
    userEvent('evt_5', 5, { id: 'diruser_n2', dp_id: 'n' }, { organization_id: undefined })
  )
  told.settle()
  expect((await told.entities.get({ id: 'diruser_z' })).relatives).toMatchObject([
    { id: 'diruser_y', by: 'email', deleted: true }
  ])
  expect(await told.relatives('diruser_y')).toEqual(['diruser_z'])
  expect(await told.relatives('diruser_n1')).toEqual([])
})

it('are not recognised by a dp_id of another case', async () => {
  told.arrive(
    userEvent('evt_1', 1, { dp_id: 'AbC' }),
    userEvent('evt_2', 2, { id: 'diruser_2', dp_id: 'aBc' })
  )
  told.settle()
  expect(await told.relatives('diruser_1')).toEqual([])
})
