import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { isMasked } from '../../masking/is-masked.ts'
import { useStore } from '../../state/store.ts'

/** Whether sensitive values are masked, and the switch for it, which is remembered. */
export function useMaskSwitch(): { readonly masked: boolean; readonly change: () => void } {
  const client = useClient()
  const masked = useStore(isMasked)
  return {
    masked,
    change: () =>
      void notify.whenFailed('Could not change the masking', () =>
        client.call('settings.set', { masked: !masked })
      )
  }
}
