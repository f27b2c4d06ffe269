import { useEffect, useState } from 'react'
import type { Replay } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { notify } from '../../components/notify.ts'
import { Tag } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { withReplays, type ReplayPage } from '../../state/lists.ts'
import { ReplayStateTag } from './replay-state.tsx'
import styles from './replays.module.css'
import { endedOf } from './replays-view.ts'
import { whoseOf } from './replay-words.ts'
import { useDeleteReplay } from './use-delete-replay.ts'

interface ReplayListProps {
  readonly page: ReplayPage
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

/** The replays, latest first; older ones on request. */
export function ReplayList({ page, chosen, onChoose }: ReplayListProps) {
  const client = useClient()
  const [older, setOlder] = useState<ReplayPage | null>(null)
  const { next } = older ?? page
  const known = new Set(page.rows.map(({ id }) => id))
  const rows = [...page.rows, ...(older?.rows.filter(({ id }) => !known.has(id)) ?? [])]
  // The latest are kept up to date by who reads them.
  useEffect(
    () =>
      client.on(
        'replays.changed',
        (change) => setOlder((shown) => shown && withReplays(shown, change)),
        () => {}
      ),
    [client]
  )
  const remove = useDeleteReplay()
  const more = () =>
    void notify.whenFailed('Could not read older replays', async () => {
      if (next === null) return
      const read = await client.call('replays.all', { before: next })
      setOlder({ rows: [...(older?.rows ?? []), ...read.rows], next: read.next })
    })
  return (
    <nav className={styles['list']} aria-label="Replays">
      <ul>
        {rows.map((replay) => (
          <li key={replay.id}>
            <button
              type="button"
              className={styles['entry']}
              aria-current={replay.id === chosen}
              onClick={() => onChoose(replay.id)}
              onKeyDown={(event) => {
                if (event.key !== 'Delete') return
                remove(replay)
                focusBeside(event.currentTarget)
              }}
            >
              <Entry replay={replay} />
            </button>
          </li>
        ))}
      </ul>
      {next !== null && (
        <Button size="small" onClick={more}>
          Show older ones
        </Button>
      )}
    </nav>
  )
}

/** The entry goes, and the keyboard would go with it. */
function focusBeside(entry: HTMLElement): void {
  const item = entry.closest('li')
  const beside = item?.nextElementSibling ?? item?.previousElementSibling
  beside?.querySelector('button')?.focus()
}

function Entry({ replay }: { readonly replay: Replay }) {
  const { what, target, startedAt, accepted, total, baseline } = replay
  const ended = endedOf(replay)
  const whose = whoseOf(replay)
  return (
    <>
      <b>
        <bdi>{whose ?? what}</bdi>
      </b>
      {whose !== null && (
        <span>
          <bdi>{what}</bdi>
        </span>
      )}
      <code>
        <bdi>{target}</bdi>
      </code>
      <span className={styles['facts']}>
        <ReplayStateTag replay={replay} />
        {baseline !== null && (
          <Tag tone="info">
            baseline <bdi>{baseline}</bdi>
          </Tag>
        )}
        <span>
          {formatCount(accepted)} of {formatCount(total)} accepted
          {ended < total && `, ${formatCount(total - ended)} not sent`}
        </span>
        <Instant at={startedAt} />
      </span>
    </>
  )
}
