import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { Attempt } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Instant } from '../../components/instant.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { plural } from '../../lib/format-count.ts'
import { formatDuration } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import type { LiveValue } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import { AttemptView } from './attempt-view.tsx'
import { OutcomeTag, SendingTag } from './outcome.tsx'
import { sayReplay } from './replay-words.ts'
import styles from './replay.module.css'

const pageSize = 100

/** Every attempt to hand the event to a target, latest first. */
export function ReplaysTab({ attempts }: { readonly attempts: LiveValue<readonly Attempt[]> }) {
  const [open, setOpen] = useState<string | null>(null)
  const [shown, setShown] = useState(pageSize)
  const { value, error } = attempts
  if (!value) return error === null ? <Waiting what="the replays" /> : <Notice tone="bad">{error}</Notice>
  if (value.length === 0) {
    return (
      <Empty icon={RotateCw} title="Not replayed yet">
        <p>
          Replay hands this event to your app again, freshly signed. What your app answers is kept here, reply
          by reply.
        </p>
      </Empty>
    )
  }
  const more = Math.min(pageSize, value.length - shown)
  return (
    <>
      <ul className={styles['attempts']}>
        {value.slice(0, shown).map((attempt) => (
          <li key={attempt.id}>
            <Disclosure
              isOpen={open === attempt.id}
              onToggle={(isOpen) => setOpen(isOpen ? attempt.id : null)}
              summary={<AttemptLine attempt={attempt} />}
            >
              {open === attempt.id && <AttemptView attempt={attempt} />}
            </Disclosure>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className={styles['more-attempts']}>
          <Button size="small" onClick={() => setShown(shown + pageSize)}>
            Show {plural(more, 'more attempt')}
          </Button>
        </p>
      )}
    </>
  )
}

function AttemptLine({ attempt }: { readonly attempt: Attempt }) {
  const { replays } = useAppState()
  const replay = useStore(replays).value?.rows.find(({ id }) => id === attempt.replayId)
  return (
    <>
      {attempt.outcome === 'pending' ? (
        <SendingTag since={attempt.startedAt} />
      ) : (
        <OutcomeTag attempt={attempt} />
      )}
      <code className={styles['address']}>
        <bdi>{attempt.target}</bdi>
      </code>
      {attempt.kind === 'forward' && <Tag>forwarded</Tag>}
      {attempt.mode === 'verbatim' && <Tag>verbatim</Tag>}
      {attempt.variantId !== null && <Tag>variant</Tag>}
      {attempt.edited && attempt.variantId === null && (
        <Tag title="Body or headers were edited before it was sent">edited</Tag>
      )}
      {replay && replay.baseline !== null && (
        <Tag tone="info" title="This answer is kept as what your app should answer">
          baseline <bdi>{replay.baseline}</bdi>
        </Tag>
      )}
      {replay && replay.total > 1 && <Tag title={sayReplay(replay)}>1 of {replay.total}</Tag>}
      <span className={styles['took']}>
        {attempt.durationMs !== null && <>{formatDuration(attempt.durationMs)} · </>}
        <Instant at={attempt.startedAt} />
      </span>
    </>
  )
}
