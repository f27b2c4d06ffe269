import { CircleAlert, CircleCheck, LoaderCircle, RotateCw, ShieldAlert } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { formatDuration } from '../../lib/format-time.ts'
import styles from './target.module.css'
import type { Health } from './use-health.ts'

/** Whether anything listens at a target, and what to do where nothing may or can be sent. */
export function TargetState({ health }: { readonly health: Health }) {
  const { value, error, isChecking, check, trust } = health
  const origin = value && URL.parse(value.url)
  if (value?.state === 'refused' && value.scope === 'untrusted' && origin?.protocol === 'https:') {
    return (
      <Notice tone="warn">
        <p>
          <b>
            <bdi>{origin.host}</bdi> is beyond this network.
          </b>{' '}
          Whatever you replay goes there whole: names, e-mail addresses, phone numbers and whatever else the
          payloads hold. Confirm it once if it is yours.
        </p>
        <Button size="small" className={styles['trust']} onClick={trust}>
          <ShieldAlert size={13} aria-hidden />
          Send to <bdi>{origin.origin}</bdi> from now on
        </Button>
      </Notice>
    )
  }
  return (
    <div className={styles['state']} role="status">
      {isChecking && <Tag icon={LoaderCircle}>Checking</Tag>}
      {value?.state === 'up' && (
        <>
          <Tag tone="good" icon={CircleCheck}>
            Up
          </Tag>
          <span>
            It takes connections
            {value.connectMs !== null && ` (${formatDuration(value.connectMs)})`}
            {value.scope === 'trusted' && ', beyond this network, confirmed by you'}.
          </span>
        </>
      )}
      {value?.state === 'down' && (
        <>
          <Tag tone="warn" icon={CircleAlert}>
            Down
          </Tag>
          <span>{value.reason}</span>
        </>
      )}
      {(value?.state === 'refused' || error !== null) && (
        <>
          <Tag tone="bad" icon={CircleAlert}>
            Not possible
          </Tag>
          <span>{value?.reason ?? error}</span>
        </>
      )}
      {(value !== null || error !== null) && (
        <Button look="ghost" size="small" isIcon aria-label="Check again" title="Check again" onClick={check}>
          <RotateCw size={12} aria-hidden />
        </Button>
      )}
    </div>
  )
}
