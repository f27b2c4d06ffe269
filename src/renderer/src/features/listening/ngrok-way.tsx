import { useState, type SubmitEvent } from 'react'
import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { Ending } from '../secrets/ending.tsx'
import { AuthtokenField } from './authtoken-field.tsx'
import { FoundTokens, type Found } from './found-tokens.tsx'
import { useListening } from './use-listening.ts'
import styles from './ways-in.module.css'

const domainPage = 'https://dashboard.ngrok.com/domains'

/** ngrok's codes for an authtoken that is none, or one no longer. */
const refusals: ReadonlySet<string> = new Set(['ERR_NGROK_105', 'ERR_NGROK_106', 'ERR_NGROK_107'])

interface NgrokWayProps {
  readonly settings: Settings
  readonly onStarted: (() => void) | undefined
}

/** An authtoken, found, pasted or stored already, and the domain that the account may have reserved. */
export function NgrokWay({ settings, onStarted }: NgrokWayProps) {
  const client = useClient()
  const { secrets } = useAppState()
  const { status, startWith } = useListening()
  const stored = useStore(secrets).value?.findLast(({ kind, usable }) => kind === 'ngrok' && usable)
  /** Null until the reader has decided. */
  const [isReplacing, setIsReplacing] = useState<boolean | null>(null)
  const [token, setToken] = useState('')
  const [domain, setDomain] = useState(settings.ngrokDomain ?? '')
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const origin = status?.authtoken ?? null
  const isRefused = status?.tunnel.state === 'failed' && refusals.has(status.tunnel.code ?? '')
  const isAsking = origin === null || (isReplacing ?? isRefused)
  const read = useRead('authtoken.find', () => client.call('authtoken.find', {}))
  const isLooking = origin !== 'stored' && read.status === 'ready'
  // What ngrok has just refused from there is not offered again.
  const found = isLooking ? read.value.found.filter(({ from }) => !(isRefused && from === origin)) : []
  // Then it is in the list, and nothing else offers it.
  const isListed = !isAsking && found.some(({ from }) => from === origin)
  const isImportFirst = found.length > 0 && token.trim() === ''

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
      setIsReplacing(null)
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
      if (!isAsking) return
      const { notes } = await client.call('secrets.add', { kind: 'ngrok', value })
      // Where it was pasted is gone once listening begins.
      if (notes.length > 0) notify.done('Stored the authtoken', notes.join(' '))
    })
  }
  const importFrom = (from: Found['from']) => void start(() => client.call('authtoken.import', { from }))

  return (
    <form className={styles['form']} onSubmit={submit}>
      {read.status === 'failed' && origin !== 'stored' && <Notice tone="warn">{read.error}</Notice>}
      {found.length > 0 && (
        <FoundTokens found={found} isFirst={isImportFirst} isBusy={isBusy} onImport={importFrom} />
      )}
      {isAsking ? (
        <AuthtokenField value={token} onChange={setToken} />
      ) : (
        <div className={styles['address']}>
          <span>
            {isListed && 'Or paste one that is not listed.'}
            {!isListed && origin === 'environment' && 'Authtoken from NGROK_AUTHTOKEN, for this run'}
            {origin === 'stored' && (
              <>
                Authtoken
                <Ending lastFour={stored?.lastFour ?? ''} />, stored
              </>
            )}
          </span>
          <Button look="ghost" size="small" onClick={() => setIsReplacing(true)}>
            {isListed ? 'Paste another' : 'Use another'}
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
      {!isListed && (
        <DialogActions>
          <Button
            type="submit"
            look={isImportFirst ? 'normal' : 'primary'}
            disabled={isBusy || (isAsking && token.trim() === '')}
          >
            {isAsking ? 'Save and start listening' : 'Start listening'}
          </Button>
        </DialogActions>
      )}
    </form>
  )
}
