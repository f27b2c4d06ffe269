import type { EntityEvent, Membership } from '#shared/entity-models.ts'
import type { Call } from '../commands.ts'
import type { Store } from '../store/client.ts'

export interface EntityCommands {
  readonly get: Call<'entities.get'>
  readonly events: Call<'entities.events'>
  readonly members: Call<'entities.members'>
  readonly blame: Call<'events.blame'>
}

/** How many names one step of the store looks up: a few milliseconds. */
const NAMES_A_STEP = 1_000

/** Entities through all their events. What takes long is done in steps, between which deliveries are taken in. */
export function createEntityCommands({ store }: { store: Store }): EntityCommands {
  const inTurn = createTurns()

  const labelsOf = async (ids: readonly string[]) => {
    const labels = new Map<string, { readonly label: string | null } | null>()
    for (let from = 0; from < ids.length; from += NAMES_A_STEP) {
      const some = ids.slice(from, from + NAMES_A_STEP)
      for (const [index, found] of (await store.call('entityLabels', some)).entries()) {
        labels.set(some[index] ?? '', found)
      }
    }
    return labels
  }
  return {
    get: ({ id }) => store.call('getEntity', id),
    async events(input) {
      const window = await store.call('entityWindow', input)
      const ids = window.rows.map(({ id }) => id)
      const changes: EntityEvent['changed'][] = []
      while (changes.length < ids.length) {
        changes.push(...(await store.call('changesOf', ids.slice(changes.length))))
      }
      const rows = window.rows.map((row, index) => ({ ...row, changed: changes[index] ?? null }))
      return { ...window, rows }
    },
    blame: ({ id }) => inTurn(() => untilDone(() => store.call('blameStep', id))),
    async members({ id, eventId, offset, limit }) {
      const { memberships, skipped } = await inTurn(() =>
        untilDone(() => store.call('membersStep', { id, eventId }))
      )
      const labels = await labelsOf([...new Set(memberships.map(({ memberId }) => memberId))])
      const rows = memberships.map(({ display, ...membership }): Membership => {
        const known = labels.get(membership.memberId)
        return { ...membership, label: known?.label ?? display, known: known != null }
      })
      const sorted = rows.toSorted(byName)
      const present = rows.filter(({ leftAt }) => leftAt === null).length
      return { rows: sorted.slice(offset, offset + limit), present, past: rows.length - present, skipped }
    }
  }
}

/** One after the other: each would otherwise take from the store what the other is in the middle of. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
}

async function untilDone<T>(step: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const result = await step()
    if (result !== null) return result
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Those who are there first, by name; then who was, latest first. */
function byName(a: Membership, b: Membership): number {
  if ((a.leftAt === null) !== (b.leftAt === null)) return a.leftAt === null ? -1 : 1
  if (a.leftAt !== b.leftAt) return (b.leftAt ?? 0) - (a.leftAt ?? 0)
  return (
    collator.compare(a.label ?? a.memberId, b.label ?? b.memberId) || collator.compare(a.memberId, b.memberId)
  )
}
