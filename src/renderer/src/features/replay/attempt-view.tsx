import type { ReactNode } from 'react'
import type { Attempt } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { useRead } from '../../state/use-read.ts'
import { HeaderTable } from '../delivery/header-table.tsx'
import { AttemptCompared } from './attempt-compared.tsx'
import { AttemptTiming } from './attempt-timing.tsx'
import { BodyText } from './body-text.tsx'
import { ReplayLink } from './replay-link.tsx'
import styles from './replay.module.css'

/** One attempt whole: how it went, how that differs from the one before, and both messages as they were. */
export function AttemptView({ attempt }: { readonly attempt: Attempt }) {
  const client = useClient()
  const { id, outcome, status, error, warning, responseBody, responseTruncated } = attempt
  const detail = useRead(`${id} ${outcome}`, () => client.call('attempts.get', { id }))
  return (
    <div className={styles['detail']}>
      {error !== null && <Notice tone={status === null ? 'bad' : 'warn'}>{error}</Notice>}
      {warning !== null && <Notice tone="warn">{warning}</Notice>}
      <AttemptTiming attempt={attempt} />
      {detail.status === 'ready' && detail.value.previous && (
        <AttemptCompared attempt={attempt} previous={detail.value.previous} />
      )}
      {responseBody !== null && (
        <Part title="Response body">
          {responseBody === '' ? (
            <p className={styles['none']}>It is empty.</p>
          ) : (
            <BodyText text={responseBody} what="response body" />
          )}
          {responseTruncated && (
            <p className={styles['none']}>The rest of it was not kept: {formatBytes(65_536)} are.</p>
          )}
        </Part>
      )}
      {status !== null && (
        <Part title="Response headers">
          <HeaderTable label="Response headers" headers={attempt.responseHeaders} />
        </Part>
      )}
      <Part title="Request headers, as sent">
        <HeaderTable label="Request headers" headers={attempt.requestHeaders} />
      </Part>
      <Part title="Request body, as sent">
        {detail.status === 'loading' && <Waiting what="the request" />}
        {detail.status === 'failed' && <Notice tone="bad">{detail.error}</Notice>}
        {detail.status === 'ready' && <BodyText text={detail.value.requestBody} what="request body" />}
      </Part>
      {attempt.replayId !== null && <ReplayLink replayId={attempt.replayId} />}
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
