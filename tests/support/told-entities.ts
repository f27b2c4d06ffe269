import { commands as contract } from '#shared/contract.ts'
import { createEntityCommands, type EntityCommands } from '../../src/main/core/entities/entity-commands.ts'
import { captured } from './captured.ts'
import { directStore } from './direct-store.ts'
import { openTempStore } from './temp-store.ts'

const AT = Date.UTC(2026, 10, 1)
const MINUTE = 60_000

export const minute = (count: number): number => AT + count * MINUTE

/** A directory user's event of that minute. */
export const userEvent = (id: string, at: number, data: object, change: object = {}) => ({
  id,
  type: 'organization.directory.user_updated',
  object: 'DirectoryUser',
  organization_id: 'org_1',
  occurred_at: new Date(minute(at)).toISOString(),
  data: { id: 'diruser_1', ...data },
  ...change
})

export const groupEvent = (id: string, at: number, members: unknown, change: object = {}) => ({
  ...userEvent(id, at, {}),
  type: 'organization.directory.group_updated',
  object: 'DirectoryGroup',
  data: { id: 'dirgroup_1', display_name: 'On call', raw_attributes: { members } },
  ...change
})

/** A store without the thread between, and the answers of the core, each checked against the contract. */
export function openToldEntities() {
  const temp = openTempStore()
  const entities = createEntityCommands({ store: directStore(temp.operations) })
  let arrivals = 0
  return {
    temp,
    entities,
    /** In this order, after all of it happened. */
    arrive(...payloads: readonly unknown[]): void {
      temp.operations.capture(
        payloads.map((payload) => captured(payload, { receivedAt: minute(9_000) + arrivals++ }))
      )
    },
    settle(): void {
      while (temp.operations.tidy(true));
    },
    /** Deletes for good. */
    erase(...ids: string[]): void {
      temp.operations.deleteEvents(ids)
      temp.store.db.exec('UPDATE deletions SET at = 0')
      while (temp.operations.tidy(true));
    },
    blame: async (id: string) => contract['events.blame'].output.parse(await entities.blame({ id })),
    async attributes(id: string) {
      const { attributes } = contract['events.blame'].output.parse(await entities.blame({ id }))
      return new Map(attributes.map((attribute) => [attribute.label, attribute]))
    },
    members: async (input: Partial<Parameters<EntityCommands['members']>[0]> = {}) =>
      contract['entities.members'].output.parse(
        await entities.members({ id: 'dirgroup_1', offset: 0, limit: 1_000, ...input })
      ),
    relatives: async (id: string) => (await entities.get({ id })).relatives.map((one) => one.id),
    rows: <Row>(sql: string): Row[] => temp.store.db.prepare<[], Row>(sql).all()
  }
}
