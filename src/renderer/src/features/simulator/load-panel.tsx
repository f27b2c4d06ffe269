import { Gauge } from 'lucide-react'
import type { Simulation } from '#shared/simulator-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { bringIntoView } from './bring-into-view.ts'
import { choices, choose, hasDialect } from './choices.ts'
import { ClosedEntrance, DialectPick, EntrancePick } from './common-fields.tsx'
import { NumberField } from './number-field.tsx'
import { RunLine } from './run-line.tsx'
import { nameOf } from './run-words.ts'
import styles from './simulator.module.css'
import { TypeChecklist } from './type-checklist.tsx'

/** So many events a second for so long, to see what holds. */
export function LoadPanel() {
  const client = useClient()
  const { simulations } = useAppState()
  const { loadTypes, perSecond, seconds, dialect, entrance } = useStore(choices)
  const run = useStore(simulations).value?.find(({ kind }) => kind === 'load')
  const start = () =>
    void notify.whenFailed('Could not start the load', () =>
      client.call('simulator.load', { types: [...loadTypes], dialect, perSecond, seconds, entrance })
    )
  return (
    <div className={styles['panel']}>
      {run && (
        <section key={run.id} ref={bringIntoView} className={styles['story']} aria-label={nameOf(run)}>
          <Figures run={run} />
          <RunLine run={run} />
        </section>
      )}
      <div className={styles['fields']}>
        <NumberField
          label="Events a second"
          value={perSecond}
          min={1}
          max={10_000}
          onChange={(next) => choose({ perSecond: next })}
        />
        <NumberField
          label="For how many seconds"
          value={seconds}
          min={1}
          max={600}
          onChange={(next) => choose({ seconds: next })}
        />
      </div>
      <TypeChecklist types={loadTypes} onChange={(types) => choose({ loadTypes: types })} />
      <div className={styles['picks']}>
        {loadTypes.some(hasDialect) && <DialectPick />}
        <EntrancePick />
      </div>
      <ClosedEntrance />
      {loadTypes.length > 0 ? (
        <Consequences events={perSecond * seconds} />
      ) : (
        <Notice tone="warn">Choose at least one type.</Notice>
      )}
      <div className={styles['actions']}>
        <Button look="primary" disabled={loadTypes.length === 0 || run?.state === 'running'} onClick={start}>
          <Gauge size={14} aria-hidden />
          Start the load
        </Button>
      </div>
    </div>
  )
}

/** What a click on the button does, before it does it. */
function Consequences({ events }: { readonly events: number }) {
  const { endpoints, settings } = useAppState()
  const { entrance } = useStore(choices)
  // Without an endpoint of its own a path goes to the first one, and the simulator sends there.
  const first = useStore(endpoints).value?.[0]
  const keptEvents = useStore(settings).value?.retention.maxEvents ?? null
  const targets = first && !first.forwarding.isPaused ? first.forwardTargets : []
  return (
    <Notice tone="warn">
      <p>
        {plural(events, 'delivery', 'deliveries')} will be signed, received, verified and stored like real
        ones
        {targets.length === 0 ? '. Nothing is handed on to your app.' : ', and handed on to '}
        {targets.length > 0 && (
          <>
            <code>
              <bdi>{targets.join(', ')}</bdi>
            </code>
            .
          </>
        )}
      </p>
      {keptEvents !== null && (
        <p>Once more than {formatCount(keptEvents)} events are stored, the oldest ones give way.</p>
      )}
      {entrance === 'public' && (
        <p>Each goes out and in through the tunnel, and counts against what your plan there allows.</p>
      )}
    </Notice>
  )
}

function Figures({ run }: { readonly run: Simulation }) {
  const figures = [
    ['Sent', formatCount(run.sent)],
    ['Accepted', formatCount(run.accepted)],
    ['Not accepted', formatCount(run.refused)],
    ['Reached', run.perSecond === null ? '–' : `${formatCount(run.perSecond)} a second`]
  ] as const
  return (
    <dl className={styles['figures']}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
