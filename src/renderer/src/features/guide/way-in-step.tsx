import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { awaited, isLocalOnly, localOnlyText } from '../listening/chain.ts'
import { useListening } from '../listening/use-listening.ts'
import { WaysIn } from '../listening/ways-in.tsx'
import styles from './guide.module.css'

export function WayInStep() {
  const { status, choose } = useListening()
  if (!status) return null
  const { state, publicUrl, kind, reason, action } = status.tunnel
  if (state === 'online' || state === 'reconnecting') {
    return (
      <>
        <p className={styles['text']}>
          {kind === 'own' ? 'Your own URL' : 'ngrok'} leads to the receiver, and to nothing else:{' '}
          <code>{publicUrl}</code>
        </p>
        {isLocalOnly(status.tunnel) && (
          <Notice tone="warn">{localOnlyText} Give the URL by which others reach it.</Notice>
        )}
        {state === 'reconnecting' && (
          <Notice tone="warn">
            {reason} {action}
          </Notice>
        )}
        <div className={styles['actions']}>
          <Button size="small" onClick={choose}>
            Change the way in
          </Button>
        </div>
      </>
    )
  }
  return (
    <>
      <p className={styles['text']}>
        Scalekit sends webhooks to a public URL. Choose how one leads here, or go on without.
      </p>
      {state === 'starting' && <Notice tone="info">{reason ?? awaited(kind)}</Notice>}
      {state === 'failed' && (
        <Notice tone="bad" isAlert>
          {reason} {action}
        </Notice>
      )}
      <WaysIn />
    </>
  )
}
