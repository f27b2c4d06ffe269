import { Switch } from '@base-ui/react/switch'
import { useId } from 'react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import styles from './forward-switch.module.css'
import { useForwardSwitch } from './use-forward.ts'

interface ForwardSwitchProps {
  readonly endpoint: Endpoint
  readonly label: string
}

/** Hands events on, or pauses that. */
export function ForwardSwitch({ endpoint, label }: ForwardSwitchProps) {
  const labelId = useId()
  const set = useForwardSwitch(endpoint)
  return (
    <label className={styles['label']}>
      <Switch.Root
        className={styles['switch']}
        checked={!endpoint.forwarding.isPaused}
        aria-labelledby={labelId}
        onCheckedChange={set}
      >
        <Switch.Thumb className={styles['thumb']} />
      </Switch.Root>
      <span id={labelId}>{label}</span>
    </label>
  )
}
