import { Database, KeyRound, Send, SlidersHorizontal, type LucideIcon } from 'lucide-react'
import type { Delivery } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { useAppState, type AppState } from '../../state/app-state.ts'
import { showEndpoint } from '../endpoints/endpoints-view.ts'
import { runAction } from '../shortcuts/use-action.ts'
import styles from './delivery.module.css'

interface Mending {
  readonly text: string
  readonly icon: LucideIcon
  readonly run: (state: AppState, delivery: Delivery) => void
}

const addSecret: Mending = {
  text: 'Add signing secret',
  icon: KeyRound,
  run: (state, { endpointId }) => showEndpoint(state, { id: endpointId, section: 'secrets' })
}
const sendSample: Mending = {
  text: 'Send a sample event',
  icon: Send,
  run: () => void runAction('sample')
}

/** What this app can do about a cause, by its code: the rest is mended elsewhere. */
const mendings: Readonly<Record<string, Mending>> = {
  no_secret_stored: addSecret,
  no_secret_for_endpoint: addSecret,
  other_endpoint_secret: addSecret,
  secret_unknown: addSecret,
  imported: addSecret,
  secret_malformed: { ...addSecret, text: 'Open the signing secrets' },
  sample_secret: sendSample,
  unsigned: sendSample,
  interceptor_headers: {
    text: 'Open the decisions',
    icon: SlidersHorizontal,
    run: (state, { endpointId }) => showEndpoint(state, { id: endpointId, section: 'decisions' })
  },
  too_large: { text: 'Open What is kept', icon: Database, run: ({ dialog }) => dialog.set('data') }
}

interface FixButtonProps {
  readonly code: string | undefined
  readonly delivery: Delivery
  /** Whether it is about the likeliest cause. */
  readonly isFirst?: boolean
}

/** Does what mends a cause, or leads to where it is done; nothing where that is outside of this app. */
export function FixButton({ code = '', delivery, isFirst = false }: FixButtonProps) {
  const state = useAppState()
  const mending = mendings[code]
  if (!mending) return null
  const { text, icon: Icon, run } = mending
  return (
    <Button
      look={isFirst ? 'primary' : 'normal'}
      size="small"
      className={styles['fix']}
      onClick={() => run(state, delivery)}
    >
      <Icon size={13} aria-hidden />
      {text}
    </Button>
  )
}
