import { ArrowRight } from 'lucide-react'
import type { Simulation } from '#shared/simulator-models.ts'
import { useClient } from '../../client/client-context.tsx'
import type { Client } from '../../client/client.ts'
import { Button } from '../../components/button.tsx'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'
import { subjectsOf, type Subject } from './run-subjects.ts'
import styles from './simulator.module.css'

/** Of a long simulation its beginning is enough to go on from. */
const maxRead = 24
const maxShown = 8

/** Ways to what a simulation made: the pages of its entities, or its events. */
export function RunEvents({ run }: { readonly run: Simulation }) {
  const client = useClient()
  const { selection, dialog } = useAppState()
  const ids = run.eventIds.slice(0, maxRead)
  const events = useRead(`${run.id} ${ids.length} ${run.state}`, () => readEvents(client, ids))
  if (events.status !== 'ready' || events.value.length === 0) return null
  const subjects = subjectsOf(events.value)
  const show = ({ entityId, eventIds }: Subject) => {
    const last = eventIds.at(-1)
    if (last === undefined) return
    selection.show('events')
    if (entityId !== null && eventIds.length > 1) selection.openEntity(entityId, last)
    else selection.open(last)
    dialog.set(null)
  }
  const left = subjects.length - maxShown
  return (
    <ul className={styles['subjects']} aria-label="What it made">
      {subjects.slice(0, maxShown).map((subject) => (
        <li key={subject.key}>
          <Button size="small" title={howToOpen(subject)} onClick={() => show(subject)}>
            <bdi className={styles['subject']}>{subject.label}</bdi>
            {subject.eventIds.length > 1 && (
              <span className={styles['faint']}>{plural(subject.eventIds.length, 'event')}</span>
            )}
            <ArrowRight size={12} aria-hidden />
          </Button>
        </li>
      ))}
      {left > 0 && <li className={styles['faint']}>and {formatCount(left)} more</li>}
    </ul>
  )
}

const howToOpen = ({ eventIds }: Subject): string =>
  eventIds.length > 1 ? 'Show its history, from the first event on' : 'Show the event'

/** One that is not kept any more is left out. */
async function readEvents(client: Client, ids: readonly string[]) {
  const read = await Promise.allSettled(ids.map((id) => client.call('events.get', { id })))
  return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}
