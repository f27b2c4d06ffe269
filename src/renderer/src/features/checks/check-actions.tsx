import { RotateCw, Settings2, Square } from 'lucide-react'
import type { HandlerCheck } from '#shared/check-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/notify.ts'
import { useStore } from '../../state/store.ts'
import { checkChoices, choose, NONE } from './check-choices.ts'
import { failedProbes } from './check-words.ts'
import styles from './checks.module.css'
import { SaveReport } from './save-report.tsx'
import { useStartCheck } from './use-start-check.ts'

/** What can be done about a check: stopped while it runs, run again and saved once it has ended. */
export function CheckActions({ check }: { readonly check: HandlerCheck }) {
  return (
    <div className={styles['tools']}>
      {check.state === 'running' ? (
        <StopButton id={check.id} />
      ) : (
        <>
          <AgainButtons check={check} />
          <SaveReport id={check.id} />
        </>
      )}
    </div>
  )
}

function StopButton({ id }: { readonly id: string }) {
  const client = useClient()
  return (
    <Button
      onClick={() =>
        void notify.whenFailed('Could not stop the check', () => client.call('checks.stop', { id }))
      }
    >
      <Square size={12} aria-hidden />
      Stop
    </Button>
  )
}

function AgainButtons({ check }: { readonly check: HandlerCheck }) {
  const { secretId } = useStore(checkChoices)
  const { isStarting, start } = useStartCheck()
  const failed = failedProbes(check)
  const hasFailed = check.results.some(({ outcome }) => outcome === 'fail')
  const all = check.results.map(({ probe }) => probe.id)
  const run = (probes: string[]) =>
    start({ target: check.target, probes, ...(secretId !== null && { secretId }) })
  return (
    <>
      <Button look="primary" disabled={isStarting} onClick={() => run(all)}>
        <RotateCw size={13} aria-hidden />
        Check again
      </Button>
      {failed.length > 0 && failed.length < all.length && (
        <Button disabled={isStarting} onClick={() => run(failed)}>
          {hasFailed ? 'Only what failed' : 'Only what warned'}
        </Button>
      )}
      <Button onClick={() => choose({ target: check.target, shown: NONE })}>
        <Settings2 size={13} aria-hidden />
        Change what is checked
      </Button>
    </>
  )
}
