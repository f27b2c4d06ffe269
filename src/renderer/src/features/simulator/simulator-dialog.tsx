import { Dialog } from '../../components/dialog.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { choices, choose, type Section } from './choices.ts'
import { EventsPanel } from './events-panel.tsx'
import { LoadPanel } from './load-panel.tsx'
import { RunsPanel } from './runs-panel.tsx'
import styles from './simulator.module.css'
import { StoriesPanel } from './stories-panel.tsx'
import { useEndToast } from './use-end-toast.ts'

/** Events made here instead of waiting for a customer's directory to make some. */
export function SimulatorDialog() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'simulator'
  useAction('simulator', () => dialog.set('simulator'))
  useEndToast()
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => dialog.set(null)}
      title="Simulator"
      description={<SignedWith />}
      size="wide"
    >
      <Sections />
    </Dialog>
  )
}

/** The core takes the first secret of the endpoint that its deliveries reach, which is the first endpoint. */
function SignedWith() {
  const { secrets, endpoints } = useAppState()
  const first = useStore(endpoints).value?.[0]?.id
  const secret = useStore(secrets).value?.find(
    ({ kind, endpointId, usable }) => kind === 'signing' && usable && endpointId === first
  )
  return (
    <>
      Made-up people and groups with addresses under .example, sent like Scalekit sends, signed with{' '}
      {secret ? (
        <>
          your secret “<bdi>{secret.label}</bdi>”
        </>
      ) : (
        'the secret of the samples, as you have stored none yet'
      )}
      .
    </>
  )
}

function Sections() {
  const { simulations } = useAppState()
  const { section } = useStore(choices)
  const running = useStore(simulations).value?.filter(({ state }) => state === 'running').length
  const tabs: readonly TabEntry<Section>[] = [
    { value: 'events', text: 'Events', panel: () => <EventsPanel /> },
    { value: 'stories', text: 'Stories', panel: () => <StoriesPanel /> },
    { value: 'load', text: 'Load', panel: () => <LoadPanel /> },
    { value: 'runs', text: 'Sent', count: running, panel: () => <RunsPanel /> }
  ]
  return (
    <div className={styles['sections']}>
      <Tabs label="Simulator" value={section} onChange={(next) => choose({ section: next })} tabs={tabs} />
    </div>
  )
}
