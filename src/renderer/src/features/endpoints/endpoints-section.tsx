import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { AddSecret } from '../secrets/add-secret.tsx'
import { SecretList } from '../secrets/secret-list.tsx'
import { AddEndpoint } from './add-endpoint.tsx'
import { AddressPanel } from './address-panel.tsx'
import { AnswersPanel } from './answers-panel.tsx'
import { DecisionsPanel } from './decisions-panel.tsx'
import { endpointsView, forgetEndpoint, type Section } from './endpoints-view.ts'
import styles from './endpoints.module.css'
import { FailurePanel } from './failure-panel.tsx'
import { ForwardingPanel } from './forwarding-panel.tsx'

/** The ways in: each with an address, secrets, forward targets and answers of its own. */
export function EndpointsSection() {
  const { endpoints } = useAppState()
  const { value, error } = useStore(endpoints)
  const view = useStore(endpointsView)
  const [isAdding, setIsAdding] = useState(false)
  // The next time it begins with the first endpoint again.
  useEffect(() => () => forgetEndpoint(), [])
  if (!value) return error === null ? null : <Notice tone="bad">{error}</Notice>
  const endpoint = value.find(({ id }) => id === view.id) ?? value[0]
  const choose = (id: string) => {
    endpointsView.set({ id, section: 'address' })
    setIsAdding(false)
  }
  return (
    <div className={styles['split']}>
      <nav aria-label="Endpoints">
        <ul className={styles['list']}>
          {value.map(({ id, name, path }) => (
            <li key={id}>
              <button
                type="button"
                className={styles['choice']}
                aria-current={!isAdding && id === endpoint?.id ? 'true' : undefined}
                onClick={() => choose(id)}
              >
                <bdi>{name}</bdi>
                <code>{path}</code>
              </button>
            </li>
          ))}
        </ul>
        <Button look="ghost" size="small" onClick={() => setIsAdding(true)}>
          <Plus size={14} aria-hidden />
          New endpoint
        </Button>
      </nav>
      <div className={styles['detail']}>
        {isAdding && <AddEndpoint onAdded={choose} />}
        {!isAdding && endpoint && <EndpointDetail key={endpoint.id} endpoint={endpoint} />}
      </div>
    </div>
  )
}

function EndpointDetail({ endpoint }: { readonly endpoint: Endpoint }) {
  const { section } = useStore(endpointsView)
  const tabs: readonly TabEntry<Section>[] = [
    { value: 'address', text: 'Address', panel: () => <AddressPanel endpoint={endpoint} /> },
    {
      value: 'secrets',
      text: 'Secrets',
      panel: () => (
        <div className={styles['panel']}>
          <p className={styles['hint']}>
            Several may be stored, as while a secret is rotated: a delivery is verified by any of them.
          </p>
          <AddSecret endpointId={endpoint.id} />
          <SecretList endpointId={endpoint.id} />
        </div>
      )
    },
    {
      value: 'forwarding',
      text: 'Forwarding',
      count: endpoint.forwardTargets.length,
      panel: () => <ForwardingPanel endpoint={endpoint} />
    },
    { value: 'failures', text: 'Failures', panel: () => <FailurePanel endpoint={endpoint} /> },
    { value: 'answers', text: 'Answers', panel: () => <AnswersPanel endpoint={endpoint} /> },
    { value: 'decisions', text: 'Interceptors', panel: () => <DecisionsPanel endpoint={endpoint} /> }
  ]
  return (
    <Tabs
      label={`Endpoint ${endpoint.name}`}
      value={section}
      onChange={(next) => endpointsView.set({ id: endpoint.id, section: next })}
      tabs={tabs}
      isLasting
    />
  )
}
