import { Switch } from '@base-ui/react/switch'
import { useId } from 'react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import styles from './forward-switch.module.css'

interface ForwardSwitchProps {
  readonly endpoint: Endpoint
  readonly label: string
}

/** Hands events on, or pauses that. */
export function ForwardSwitch({ endpoint: { id, forwarding }, label }: ForwardSwitchProps) {
  const client = useClient()
  const labelId = useId()
  const set = (isOn: boolean) =>
    void notify.whenFailed('Could not change the forwarding', () =>
      client.call('endpoints.set', { id, forwarding: { ...forwarding, isPaused: !isOn } })
    )
  return (
    <label className={styles['label']}>
      <Switch.Root
        className={styles['switch']}
        checked={!forwarding.isPaused}
        aria-labelledby={labelId}
        onCheckedChange={set}
      >
        <Switch.Thumb className={styles['thumb']} />
      </Switch.Root>
      <span id={labelId}>{label}</span>
    </label>
  )
}
