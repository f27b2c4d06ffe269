import { useState, type SubmitEvent } from 'react'
import type { Endpoint, Failure } from '#shared/endpoint-models.ts'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import styles from './endpoints.module.css'
import { sayConsequence, sayFailure } from './failure-words.ts'
import { useEndpointChange } from './use-endpoint-change.ts'

const kinds: readonly { readonly value: Failure['kind']; readonly text: string }[] = [
  { value: 'status', text: 'Answer a status' },
  { value: 'delay', text: 'Answer late' },
  { value: 'hangUp', text: 'Hang up' }
]

/** Lets the next deliveries fail on purpose, to see what the sender does then. */
export function FailurePanel({ endpoint: { id, failure } }: { readonly endpoint: Endpoint }) {
  const [kind, setKind] = useState<Failure['kind']>('status')
  const [status, setStatus] = useState('500')
  const [seconds, setSeconds] = useState('12')
  const [count, setCount] = useState('3')
  const { change, error, isBusy } = useEndpointChange(id)
  const wanted = readFailure(kind, status, seconds, count)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (wanted) void change({ failure: wanted })
  }
  return (
    <form className={styles['panel']} onSubmit={submit}>
      <p className={styles['hint']}>
        Answers the next webhooks badly on purpose, to see how Scalekit tries again. They are verified and
        stored all the same. Interceptor calls are left alone, since real people wait for those.
      </p>
      {failure && (
        <Notice tone="warn">
          <p>
            <b>{sayFailure(failure)}</b> {sayConsequence(failure)}
          </p>
          <Button
            size="small"
            className={styles['disarm']}
            disabled={isBusy}
            onClick={() => void change({ failure: null })}
          >
            Disarm
          </Button>
        </Notice>
      )}
      <Pick label="How to fail" value={kind} options={kinds} onChange={setKind} />
      <div className={styles['three']}>
        {kind === 'status' && (
          <TextField
            label="Status"
            inputMode="numeric"
            maxLength={3}
            value={status}
            onChange={(event) => setStatus(event.target.value)}
            error={wholeOf(status, 200, 599) === null ? 'A status is a number from 200 to 599.' : null}
          />
        )}
        {kind === 'delay' && (
          <TextField
            label="Seconds to wait"
            inputMode="decimal"
            maxLength={5}
            value={seconds}
            onChange={(event) => setSeconds(event.target.value)}
            error={secondsOf(seconds) === null ? 'From 0.1 to 60 seconds.' : null}
          />
        )}
        <TextField
          label="How many webhooks"
          inputMode="numeric"
          maxLength={4}
          value={count}
          onChange={(event) => setCount(event.target.value)}
          error={wholeOf(count, 1, 1_000) === null ? 'From 1 to 1000 webhooks.' : null}
        />
      </div>
      {wanted && (
        <p className={styles['hint']}>
          {sayFailure(wanted)} {sayConsequence(wanted)} Closing the app disarms it.
        </p>
      )}
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      <DialogActions>
        <Button type="submit" look="primary" disabled={isBusy || !wanted}>
          {failure ? 'Arm this instead' : 'Arm'}
        </Button>
      </DialogActions>
    </form>
  )
}

/** Null while a number does not fit. */
function readFailure(kind: Failure['kind'], status: string, seconds: string, count: string): Failure | null {
  const left = wholeOf(count, 1, 1_000)
  if (left === null) return null
  switch (kind) {
    case 'status': {
      const code = wholeOf(status, 200, 599)
      return code === null ? null : { kind, status: code, delayMs: null, left }
    }
    case 'delay': {
      const wait = secondsOf(seconds)
      return wait === null ? null : { kind, status: null, delayMs: Math.round(wait * 1_000), left }
    }
    case 'hangUp':
      return { kind, status: null, delayMs: null, left }
  }
}

function wholeOf(text: string, least: number, most: number): number | null {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN
  return value >= least && value <= most ? value : null
}

function secondsOf(text: string): number | null {
  const value = /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : NaN
  return value >= 0.1 && value <= 60 ? value : null
}
