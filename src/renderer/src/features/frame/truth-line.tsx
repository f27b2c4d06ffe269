import { Copy, Play, Square, Waypoints } from 'lucide-react'
import type { ReactNode } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import { classNames } from '../../lib/class-names.ts'
import { useStore } from '../../state/store.ts'
import { truthOf, truthOfLoss, type Truth } from '../listening/truth.ts'
import { useElapsedSeconds } from '../listening/use-elapsed.ts'
import { useListening } from '../listening/use-listening.ts'
import { Address } from './address.tsx'
import styles from './truth-line.module.css'

const connecting: Truth = {
  tone: 'plain',
  word: 'Connecting…',
  detail: null,
  fix: null,
  waitingFor: null,
  causes: []
}

/** Whether anything can arrive, where, and what to do about it. */
export function TruthLine() {
  const loss = useStore(useClient().loss)
  const { status, start, choose, stop } = useListening()
  if (loss !== null) return <TruthBox truth={truthOfLoss(loss)} />
  if (!status) return <TruthBox truth={connecting} />

  const truth = truthOf(status)
  const url = truth.waitingFor === null && truth.tone !== 'bad' ? status.copyUrl : null
  const isStoppable = status.receiver.state === 'listening' || status.receiver.state === 'starting'
  const isTunnelled = isStoppable && status.tunnel.state !== 'stopped' && status.tunnel.state !== 'failed'
  return (
    <TruthBox truth={truth} url={url}>
      {url !== null && (
        <Button
          look={truth.tone === 'good' ? 'primary' : 'normal'}
          title="Copy URL"
          onClick={() => void copyText(url, 'the URL')}
        >
          <Copy size={14} aria-hidden />
          <span className={styles['text']}>Copy URL</span>
        </Button>
      )}
      {!isTunnelled && (
        <Button look="primary" onClick={start}>
          <Play size={14} aria-hidden />
          {status.tunnel.state === 'failed' ? 'Try again' : 'Start listening'}
        </Button>
      )}
      {(isTunnelled || status.tunnel.state === 'failed') && (
        <Button look="ghost" isIcon aria-label="Change the way in" title="Change the way in" onClick={choose}>
          <Waypoints size={15} aria-hidden />
        </Button>
      )}
      {isStoppable && (
        <Button onClick={stop} title="Stop">
          <Square size={12} aria-hidden />
          <span className={styles['text']}>Stop</span>
        </Button>
      )}
    </TruthBox>
  )
}

interface TruthBoxProps {
  readonly truth: Truth
  readonly url?: string | null
  readonly children?: ReactNode
}

function TruthBox({ truth, url = null, children }: TruthBoxProps) {
  const seconds = useElapsedSeconds(truth.waitingFor)
  const text = waitingText(truth, seconds)
  return (
    <section className={classNames(styles['truth'], styles[truth.tone])} aria-label="Listening">
      <span
        className={classNames(styles['dot'], truth.waitingFor !== null && styles['waiting'])}
        aria-hidden
      />
      <strong className={styles['word']} role="status">
        {truth.word}
      </strong>
      {url === null ? (
        <span className={styles['detail']} title={text}>
          {text}
        </span>
      ) : (
        <Address url={url} />
      )}
      <span className={styles['actions']}>{children}</span>
    </section>
  )
}

/** What is awaited; after ten seconds how long already, after thirty what usually is in the way. */
function waitingText({ detail, fix, waitingFor, causes }: Truth, seconds: number): string {
  if (waitingFor === null || seconds < 10) return [detail, fix].filter(Boolean).join(' ')
  const soFar = `Still waiting after ${seconds} s: ${waitingFor.replace(/\.$/, '')}.`
  if (seconds < 30 || causes.length === 0) return soFar
  return `Still waiting after ${seconds} s. Likely: ${causes.join(' ')}`
}
