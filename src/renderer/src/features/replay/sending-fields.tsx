import { useId } from 'react'
import field from '../../components/field.module.css'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import type { ReplayOptions } from '../../state/app-state.ts'
import styles from './replay.module.css'
import { consequences, markerHeader } from './sending-words.ts'

interface SendingFieldsProps {
  readonly options: ReplayOptions
  readonly onChange: (options: ReplayOptions) => void
  /** An edited event has no signature of its own, so that it is signed whatever the choice. */
  readonly isEdited?: boolean
  /** What a handler will make of a signature as it arrived; null where it may still hold. */
  readonly staleness?: string | null
}

/** How events are sent, each choice with what it does to the app that gets them. */
export function SendingFields({ options, onChange, isEdited = false, staleness = null }: SendingFieldsProps) {
  const { mode, deliveryId, typeNames, marker } = options
  const isVerbatim = mode === 'verbatim' && !isEdited
  const markerId = useId()
  return (
    <>
      {!isEdited && (
        <div className={styles['choice']}>
          <Pick
            label="Signature"
            value={mode}
            options={[
              { value: 'resign', text: 'Fresh' },
              { value: 'verbatim', text: 'Verbatim' }
            ]}
            onChange={(next) =>
              onChange(
                next === 'verbatim'
                  ? { ...options, mode: next, deliveryId: 'same', typeNames: 'asSent' }
                  : { ...options, mode: next }
              )
            }
          />
          <p className={field['hint']}>{consequences[mode]}</p>
          {isVerbatim && staleness !== null && <Notice tone="warn">{staleness}</Notice>}
        </div>
      )}
      {!isVerbatim && (
        <>
          <div className={styles['choice']}>
            <Pick
              label="Delivery id"
              value={deliveryId}
              options={[
                { value: 'same', text: 'Same' },
                { value: 'new', text: 'New' }
              ]}
              onChange={(next) => onChange({ ...options, deliveryId: next })}
            />
            <p className={field['hint']}>{consequences[deliveryId]}</p>
          </div>
          <div className={styles['choice']}>
            <Pick
              label="Type name"
              value={typeNames}
              options={[
                { value: 'asSent', text: isEdited ? 'As written' : 'As sent' },
                { value: 'current', text: 'Current' },
                { value: 'legacy', text: 'Legacy' }
              ]}
              onChange={(next) => onChange({ ...options, typeNames: next })}
            />
            <p className={field['hint']}>{consequences[typeNames]}</p>
          </div>
        </>
      )}
      <div className={styles['choice']}>
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={marker}
            aria-describedby={markerId}
            onChange={(event) => onChange({ ...options, marker: event.target.checked })}
          />
          Mark it as a replay
        </label>
        <p className={field['hint']} id={markerId}>
          {marker ? (
            <>
              Adds the header <code>{markerHeader}</code>, so that your logs tell replays from deliveries.
            </>
          ) : (
            'Nothing in the request tells it from a delivery by Scalekit.'
          )}
        </p>
      </div>
    </>
  )
}
