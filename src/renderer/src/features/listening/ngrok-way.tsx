import { useState, type SubmitEvent } from 'react'
import type { CommandOutput } from '#shared/contract.ts'
import type { Settings } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { useListening } from './use-listening.ts'
import styles from './ways-in.module.css'

const tokenPage = 'https://dashboard.ngrok.com/get-started/your-authtoken'
const domainPage = 'https://dashboard.ngrok.com/domains'

interface NgrokWayProps {
  readonly settings: Settings
  readonly onStarted: (() => void) | undefined
}

/** An authtoken, found, pasted or stored already, and the domain that the account may have reserved. */
export function NgrokWay({ settings, onStarted }: NgrokWayProps) {
  const client = useClient()
  const { secrets } = useAppState()
  const { status, startWith } = useListening()
  const stored = useStore(secrets).value?.find(({ kind }) => kind === 'ngrok')
  const [isReplacing, setIsReplacing] = useState(false)
  const [token, setToken] = useState('')
  const [domain, setDomain] = useState(settings.ngrokDomain ?? '')
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const origin = status?.authtoken ?? null
  const isAsking = origin === null || isReplacing

  const start = async (takeToken: () => Promise<unknown>) => {
    setIsBusy(true)
    setError(null)
    try {
      const wanted =
        domain
          .trim()
          .replace(/^https?:\/\//, '')
          .replace(/\/$/, '') || null
      if (wanted !== settings.ngrokDomain) await client.call('settings.set', { ngrokDomain: wanted })
      await takeToken()
      setToken('')
      setIsReplacing(false)
      if (await startWith('ngrok')) onStarted?.()
    } catch (failure) {
      setError(messageOf(failure))
    }
    setIsBusy(false)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const value = token.trim()
    void start(async () => {
      if (isAsking) await client.call('secrets.add', { kind: 'ngrok', value })
    })
  }
  const importFrom = (from: Found['from']) => void start(() => client.call('authtoken.import', { from }))

  return (
    <form className={styles['form']} onSubmit={submit}>
      {origin !== 'stored' && <FoundTokens isBusy={isBusy} onImport={importFrom} />}
      {isAsking ? (
        <TextField
          label="ngrok authtoken"
          type="password"
          isMono
          value={token}
          onChange={(event) => setToken(event.target.value)}
          hint={
            <>
              Copy it from{' '}
              <a href={tokenPage} target="_blank" rel="noreferrer">
                your ngrok dashboard
              </a>
              ; a free account will do. It is kept in this machine's vault and never shown again.
            </>
          }
        />
      ) : (
        <div className={styles['address']}>
          <span>
            {stored ? (
              <>
                Authtoken <code>…{stored.lastFour}</code>, stored
              </>
            ) : (
              'Authtoken from NGROK_AUTHTOKEN, for this run'
            )}
          </span>
          <Button look="ghost" size="small" onClick={() => setIsReplacing(true)}>
            Use another
          </Button>
        </div>
      )}
      <TextField
        label="Reserved domain (optional)"
        isMono
        placeholder="name.ngrok-free.app"
        maxLength={300}
        value={domain}
        onChange={(event) => setDomain(event.target.value)}
        hint={
          <>
            Free accounts have one static domain, under{' '}
            <a href={domainPage} target="_blank" rel="noreferrer">
              Domains
            </a>
            . With it the URL stays the same from start to start, and Scalekit needs it only once.
          </>
        }
      />
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      <DialogActions>
        <Button type="submit" look="primary" disabled={isBusy || (isAsking && token.trim() === '')}>
          {isAsking ? 'Save and start listening' : 'Start listening'}
        </Button>
      </DialogActions>
    </form>
  )
}

type Found = CommandOutput<'authtoken.find'>['found'][number]

interface FoundTokensProps {
  readonly isBusy: boolean
  readonly onImport: (from: Found['from']) => void
}

/** Authtokens that lie outside the app; looked for when this is shown, and taken over only when asked. */
function FoundTokens({ isBusy, onImport }: FoundTokensProps) {
  const client = useClient()
  const read = useRead('authtoken.find', () => client.call('authtoken.find', {}))
  if (read.status === 'failed') return <Notice tone="warn">{read.error}</Notice>
  if (read.status === 'loading' || read.value.found.length === 0) return null
  return (
    <ul className={styles['found']} aria-label="Authtokens on this machine">
      {read.value.found.map(({ from, where, lastFour }) => (
        <li key={`${from} ${where}`}>
          <p>
            {from === 'environment' ? 'Found in the environment: ' : 'Found in ngrok’s configuration: '}
            <code>{where}</code>, ending in <code>{lastFour}</code>
          </p>
          <Button look="primary" size="small" disabled={isBusy} onClick={() => onImport(from)}>
            Import and start
          </Button>
        </li>
      ))}
    </ul>
  )
}
