import { parseJsonText } from '../src/shared/json-text.ts'
import { createEntityCommands } from '../src/main/core/entities/entity-commands.ts'
import type { StoreOperations } from '../src/main/core/store/operations.ts'
import { directStore } from '../tests/support/direct-store.ts'
import { openTempStore } from '../tests/support/temp-store.ts'
import { captureOf } from './made-up-events.ts'
import { percentiles } from './load.ts'
import { printTable } from './table.ts'

const EVENTS = 10_000
const MEMBERS = 5_000
const MINUTE = 60_000
const BATCH = 500
const USER = 'diruser_119183200123453456'
const GROUP = 'dirgroup_119183200123453457'

/** One user with many events and one large group: what following them costs, against reading one event and all of them. */
export async function benchEntity(): Promise<void> {
  const temp = openTempStore()
  try {
    temp.store.db.pragma('synchronous = OFF') // Filling is not what is measured.
    const startAt = Date.now() - EVENTS * MINUTE
    fill(temp.operations, startAt)
    temp.store.db.pragma('synchronous = FULL')
    const steps = timeSteps(temp.operations)
    const commands = createEntityCommands({ store: directStore(steps.operations) })
    const rows: string[][] = []
    const one = median(200, () => readOne(temp.operations, `evt_${EVENTS / 2}`))
    const scanned = median(3, () => {
      for (let n = 0; n < EVENTS; n++) readOne(temp.operations, `evt_${n}`)
    })
    const report = (what: string, ms: number, longest: number | null) =>
      rows.push([
        what,
        ms.toFixed(2),
        (ms / one).toFixed(1),
        (ms / scanned).toFixed(3),
        longest === null ? '' : longest.toFixed(1)
      ])
    report('an event read and parsed', one, null)
    report('all of them read and parsed', scanned, null)

    const once = async (what: string, work: () => Promise<unknown>) => {
      steps.forget()
      const startedAt = performance.now()
      await work()
      report(what, performance.now() - startedAt, steps.longest())
    }
    const often = async (what: string, work: () => Promise<unknown>) => {
      steps.forget()
      const times: number[] = []
      for (let run = 0; run < 30; run++) {
        const startedAt = performance.now()
        await work()
        times.push(performance.now() - startedAt)
      }
      report(what, percentiles(times).p50, steps.longest())
    }
    const blame = (n: number) => commands.blame({ id: `evt_${n}` })
    await once('blame at the end, first time (no snapshots)', () => blame(EVENTS - 1))
    let at = 0
    const near = (middle: number) => () => blame(middle + ((at += 37) % 200))
    await often('blame near the end', near(EVENTS - 201))
    await often('blame in the middle', near(EVENTS / 2))
    await often('blame near the start', near(0))
    await often('the entity itself', () => commands.get({ id: USER }))
    await often('the latest 60 events, with what they changed', () =>
      commands.events({ id: USER, limit: 60 })
    )
    await often('60 events in the middle', () =>
      commands.events({ id: USER, limit: 60, aroundId: `evt_${EVENTS / 2}` })
    )
    const members = () => commands.members({ id: GROUP, offset: 0, limit: 200 })
    await once(`${MEMBERS} members over 20 events, first time`, members)
    await often(`${MEMBERS} members`, members)

    console.log(`  ${EVENTS} events of a user, 1.2 kB each; times in ms; a step is what a delivery waits for`)
    printTable(['What', 'ms', '÷ one event', '÷ all events', 'longest step'], rows)
    const { count, bytes } = temp.store.db
      .prepare<[], { count: number; bytes: number }>(
        `SELECT count(*) AS count, sum(length(state)) AS bytes FROM snapshots`
      )
      .get() ?? { count: 0, bytes: 0 }
    console.log(`  ${count} snapshots of ${(bytes / 1e3).toFixed(0)} kB in all`)
  } finally {
    temp.close()
  }
}

function fill(operations: StoreOperations, startAt: number): void {
  for (let from = 0; from < EVENTS; from += BATCH) {
    operations.capture(
      Array.from({ length: BATCH }, (_, index) => {
        const n = from + index
        return captureOf(`msg_${n}`, startAt + n * MINUTE, userEvent(n, startAt + n * MINUTE))
      })
    )
  }
  for (let n = 0; n < 20; n++) {
    operations.capture([
      captureOf(`msg_group_${n}`, startAt + n * MINUTE, groupEvent(n, startAt + n * MINUTE))
    ])
  }
}

const envelope = (id: string, type: string, object: string, at: number, data: object): Buffer =>
  Buffer.from(
    JSON.stringify({
      spec_version: '1',
      id,
      type,
      occurred_at: new Date(at).toISOString(),
      environment_id: 'env_63120126714577507',
      organization_id: 'org_64120126714577507',
      object,
      data,
      display_name: ''
    })
  )

function userEvent(n: number, at: number): Buffer {
  const department = ['Design', 'Platform', 'Sales'][n % 3]
  const email = `ottilie${Math.floor(n / 50)}@juniperslate.example`
  return envelope(`evt_${n}`, 'organization.directory.user_updated', 'DirectoryUser', at, {
    active: true,
    department,
    dp_id: '00ud4h8q2vKc0Rr7w5d7',
    email,
    family_name: 'Brandvold',
    given_name: 'Ottilie',
    groups: null,
    id: USER,
    name: 'Ottilie Brandvold',
    organization_id: 'org_64120126714577507',
    raw_attributes: {
      active: true,
      displayName: 'Ottilie Brandvold',
      emails: [{ primary: true, type: 'work', value: email }],
      externalId: '00ud4h8q2vKc0Rr7w5d7',
      locale: 'en-US',
      name: { familyName: 'Brandvold', givenName: 'Ottilie' },
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        costCenter: `CC-${n % 7}`,
        department,
        employeeNumber: '90233',
        manager: { displayName: 'Kwame Adeyemi-Rask', value: '6f1e0b7c' }
      },
      userName: email,
      remark: 'x'.repeat(120)
    }
  })
}

/** Each event: ten join and ten leave. */
function groupEvent(n: number, at: number): Buffer {
  const members = Array.from({ length: MEMBERS }, (_, member) => ({
    display: `person${n * 10 + member}@juniperslate.example`,
    value: `diruser_${119_183_200_000_000 + n * 10 + member}`
  }))
  return envelope(`evt_group_${n}`, 'organization.directory.group_updated', 'DirectoryGroup', at, {
    display_name: 'Everybody',
    external_id: null,
    id: GROUP,
    organization_id: 'org_64120126714577507',
    raw_attributes: { displayName: 'Everybody', members }
  })
}

function readOne(operations: StoreOperations, id: string): void {
  parseJsonText(operations.eventBody({ id, offset: 0, length: undefined, form: 'arrived' }).content)
}

function median(runs: number, work: () => void): number {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now()
    work()
    times.push(performance.now() - startedAt)
  }
  return percentiles(times).p50
}

/** Looks how long each call of the store takes. */
function timeSteps(operations: StoreOperations) {
  let longest = 0
  const timed = new Proxy(operations, {
    get: (target, name: keyof StoreOperations) => (input: never) => {
      const startedAt = performance.now()
      try {
        return target[name](input)
      } finally {
        longest = Math.max(longest, performance.now() - startedAt)
      }
    }
  })
  return { operations: timed, longest: () => longest, forget: () => void (longest = 0) }
}
