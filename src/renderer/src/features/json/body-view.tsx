import { useState } from 'react'
import type { Delivery, HeaderPair } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import type { BodySource } from '../../state/body-cache.ts'
import { useRead } from '../../state/use-read.ts'
import styles from './body-view.module.css'
import { LoadedBodyView } from './loaded-body.tsx'

interface BodyViewProps {
  readonly source: BodySource
  /** The delivery that brought it. */
  readonly delivery: Pick<Delivery, 'bodyComplete' | 'headers'>
}

/** How a body was packed for the way, as its sender says; null where it was not. */
function codingOf(headers: readonly HeaderPair[]): string | null {
  const codings = headers
    .filter(
      ([name, value]) => name.toLowerCase() === 'content-encoding' && value.toLowerCase() !== 'identity'
    )
    .map(([, value]) => value)
  return codings.length > 0 ? codings.join(', ') : null
}

/** A stored body as a tree, as text, or as bytes; of a huge one first only the beginning. */
export function BodyView({ source, delivery }: BodyViewProps) {
  const { bodies } = useAppState()
  const key = `${source.kind} ${source.id}`
  const [wanted, setWanted] = useState<string | null>(null)
  const wantsAll = wanted === key
  const body = useRead(`${key} ${wantsAll}`, () => bodies.read(source, wantsAll))
  if (body.status === 'loading') return <Waiting what="the body" />
  if (body.status === 'failed') {
    return (
      <div className={styles['notes']}>
        <Notice tone="bad">{body.error}</Notice>
      </div>
    )
  }
  const { bytes, isWhole, decoded } = body.value
  const coding = codingOf(delivery.headers)
  return (
    <>
      {!delivery.bodyComplete && (
        <div className={styles['notes']}>
          <Notice tone="warn">Only this beginning of the body arrived.</Notice>
        </div>
      )}
      {coding !== null && decoded === null && bytes > 0 && (
        <div className={styles['notes']}>
          <Notice tone="warn">
            The sender calls this <code>{coding}</code>, but it cannot be decoded. The bytes are shown as they
            arrived.
          </Notice>
        </div>
      )}
      {!isWhole && (
        <div className={styles['notes']}>
          <Notice>
            <p>This body is {formatBytes(bytes)}. Its beginning is shown as text.</p>
            <Button size="small" onClick={() => setWanted(key)}>
              Load all of it
            </Button>
          </Notice>
        </div>
      )}
      <LoadedBodyView source={source} body={body.value} />
    </>
  )
}
