import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import settings from '../settings/settings.module.css'
import { busyPortText } from './chain.ts'
import { PathProof } from './path-proof.tsx'
import { useListening } from './use-listening.ts'

/** Where deliveries are taken on this machine, and what is decided about them elsewhere. */
export function ReceiverSection() {
  const { dialog, settings: store } = useAppState()
  const { status, open, stop } = useListening()
  const stored = useStore(store).value
  if (!status || !stored) return null
  const { receiver } = status
  const { url } = receiver
  return (
    <div>
      {receiver.state === 'failed' && <Notice tone="bad">{receiver.reason}</Notice>}
      <Row
        name="Address"
        text={
          <>
            {url === null ? 'Closed: nothing can be received.' : <code>{url}</code>} {busyPortText(receiver)}
          </>
        }
      >
        {url === null ? (
          <Button look="primary" onClick={open}>
            Open it
          </Button>
        ) : (
          <>
            <CopyButton text={() => url} what="the receiver’s address" />
            <Button onClick={stop}>Close it</Button>
          </>
        )}
      </Row>
      <Row
        name="Port"
        text={
          <>
            3000, or the next free one. Another is given at the start, with <code>--receiver-port</code> or{' '}
            <code>WEBHOOK_INSPECTOR_RECEIVER_PORT</code>.
          </>
        }
      />
      <Row
        name="Largest body"
        text={`${formatBytes(stored.bodyLimit)}. Of a larger one only the beginning is kept.`}
      >
        <Button onClick={() => dialog.set('data')}>Change what is kept</Button>
      </Row>
      <Row name="Answers" text="What a sender is answered is decided for each endpoint.">
        <Button onClick={() => dialog.set('endpoints')}>Endpoints</Button>
      </Row>
      <h3 className={settings['heading']}>The way of a delivery</h3>
      <PathProof />
    </div>
  )
}

interface RowProps {
  readonly name: string
  readonly text: ReactNode
  readonly children?: ReactNode
}

function Row({ name, text, children }: RowProps) {
  return (
    <div className={settings['row']}>
      <div>
        <b>{name}</b>
        <p className={settings['hint']}>{text}</p>
      </div>
      {children}
    </div>
  )
}
