import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { Attempt } from '#shared/models.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Instant } from '../../components/instant.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatDuration } from '../../lib/format-time.ts'
import type { LiveValue } from '../../state/live-value.ts'
import { HeaderTable } from '../delivery/header-table.tsx'
import { OutcomeTag, SendingTag } from './outcome.tsx'
import styles from './replay.module.css'

/** Every attempt to hand the event to a target, latest first. */
export function ReplaysTab({ attempts }: { readonly attempts: LiveValue<readonly Attempt[]> }) {
  const [open, setOpen] = useState<string | null>(null)
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
  return (
    <ul className={styles['attempts']}>
      {value.map((attempt) => (
        <li key={attempt.id}>
          <Disclosure
            isOpen={open === attempt.id}
            onToggle={(isOpen) => setOpen(isOpen ? attempt.id : null)}
            summary={<AttemptLine attempt={attempt} />}
          >
            <AttemptDetail attempt={attempt} />
          </Disclosure>
        </li>
      ))}
    </ul>
  )
}

function AttemptLine({ attempt }: { readonly attempt: Attempt }) {
  return (
    <>
      {attempt.outcome === 'pending' ? (
        <SendingTag since={attempt.startedAt} />
      ) : (
        <OutcomeTag attempt={attempt} />
      )}
      <code className={styles['address']}>{attempt.target}</code>
      {attempt.kind === 'forward' && <Tag>forwarded</Tag>}
      {attempt.mode === 'verbatim' && <Tag>verbatim</Tag>}
      <span className={styles['took']}>
        {attempt.durationMs !== null && <>{formatDuration(attempt.durationMs)} · </>}
        <Instant at={attempt.startedAt} />
      </span>
    </>
  )
}

function AttemptDetail({ attempt }: { readonly attempt: Attempt }) {
  return (
    <div className={styles['detail']}>
      {attempt.error !== null && <Notice tone="bad">{attempt.error}</Notice>}
      {attempt.warning !== null && <Notice tone="warn">{attempt.warning}</Notice>}
      {attempt.responseBody !== null && (
        <section>
          <h3>Response body</h3>
          {attempt.responseBody === '' ? (
            <p className={styles['none']}>It is empty.</p>
          ) : (
            <pre className={styles['body']} tabIndex={0}>
              {attempt.responseBody}
            </pre>
          )}
          {attempt.responseTruncated && <p className={styles['none']}>The rest of it was not kept.</p>}
        </section>
      )}
      {attempt.status !== null && (
        <section>
          <h3>Response headers</h3>
          <HeaderTable label="Response headers" headers={attempt.responseHeaders} />
        </section>
      )}
      <section>
        <h3>Request headers</h3>
        <HeaderTable label="Request headers" headers={attempt.requestHeaders} />
      </section>
    </div>
  )
}
