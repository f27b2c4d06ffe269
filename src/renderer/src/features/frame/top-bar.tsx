import { Copy, Database, KeyRound, Keyboard, Play, Route, Settings, Square, Waypoints } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { ForwardControl } from '../endpoints/forward-control.tsx'
import { MaskSwitch } from '../masking/mask-switch.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import styles from './top-bar.module.css'
import { truthOf, truthOfLoss, type Truth } from '../listening/truth.ts'
import { useElapsedSeconds } from '../listening/use-elapsed.ts'
import { useListening } from '../listening/use-listening.ts'

export function TopBar() {
  const { dialog } = useAppState()
  return (
    <header className={styles['bar']}>
      <h1 className={styles['brand']}>
        <img src="./icon.svg" alt="" width={22} height={22} />
        <span>Webhook Inspector</span>
      </h1>
      <TruthLine />
      <ForwardControl />
      <nav className={styles['tools']} aria-label="App">
        {/* Titles, as a tooltip would open when a dialog closes and gives the keyboard back. */}
        <Button look="ghost" title="Paths, forwarding, answers" onClick={() => dialog.set('endpoints')}>
          <Route size={15} aria-hidden />
          <span className={styles['text']}>Endpoints</span>
        </Button>
        <Button look="ghost" title="Signing secrets" onClick={() => dialog.set('secrets')}>
          <KeyRound size={15} aria-hidden />
          <span className={styles['text']}>Secrets</span>
        </Button>
        <Button look="ghost" title="What is kept, export, import" onClick={() => dialog.set('data')}>
          <Database size={15} aria-hidden />
          <span className={styles['text']}>Data</span>
        </Button>
        <MaskSwitch />
        <ThemeMenu />
        <Button
          look="ghost"
          isIcon
          aria-label="Keyboard shortcuts"
          title={`Keyboard shortcuts (${actions.help.shown})`}
          onClick={() => dialog.set('shortcuts')}
        >
          <Keyboard size={16} aria-hidden />
        </Button>
        <Button
          look="ghost"
          isIcon
          aria-label="Settings"
          title={`Settings (${actions.settings.shown})`}
          onClick={() => dialog.set('settings')}
        >
          <Settings size={16} aria-hidden />
        </Button>
      </nav>
    </header>
  )
}

const connecting: Truth = {
  tone: 'plain',
  word: 'Connecting…',
  detail: null,
  fix: null,
  waitingFor: null,
  causes: []
}

function TruthLine() {
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
          onClick={() => void copyText(url, 'the URL')}
        >
          <Copy size={14} aria-hidden />
          Copy URL
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
        <Button onClick={stop}>
          <Square size={12} aria-hidden />
          Stop
        </Button>
      )}
    </TruthBox>
  )
}

interface TruthBoxProps {
  readonly truth: Truth
  readonly url?: string | null
  readonly children?: React.ReactNode
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

function Address({ url }: { readonly url: string }) {
  const { protocol, host } = new URL(url)
  return (
    <code className={styles['url']} title={url} tabIndex={0}>
      <span>{`${protocol}//`}</span>
      <b>{host}</b>
      <span>{url.slice(protocol.length + 2 + host.length)}</span>
    </code>
  )
}
