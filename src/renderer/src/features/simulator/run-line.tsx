import { Progress } from '@base-ui/react/progress'
import { CircleAlert, CircleCheck, CircleSlash, LoaderCircle, Square, type LucideIcon } from 'lucide-react'
import type { Simulation } from '#shared/simulator-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/notify.ts'
import { classNames } from '../../lib/class-names.ts'
import { RunEvents } from './run-events.tsx'
import { isFailed, nameOf, sayRun } from './run-words.ts'
import styles from './simulator.module.css'

const looks: Readonly<Record<Simulation['state'], { readonly Icon: LucideIcon; readonly tone: string }>> = {
  running: { Icon: LoaderCircle, tone: 'plain' },
  done: { Icon: CircleCheck, tone: 'good' },
  stopped: { Icon: CircleSlash, tone: 'plain' },
  failed: { Icon: CircleAlert, tone: 'bad' }
}

/** How far a simulation is or how it ended, with the way to stop it or to see what came of it. */
export function RunLine({ run }: { readonly run: Simulation }) {
  const { Icon, tone } = isFailed(run) ? looks.failed : looks[run.state]
  const words = sayRun(run)
  return (
    <div className={styles['run']}>
      {run.state === 'running' && (
        <Progress.Root
          value={(run.sent / Math.max(1, run.total)) * 100}
          aria-label={nameOf(run)}
          aria-valuetext={words}
        >
          <Progress.Track className={styles['track']}>
            <Progress.Indicator className={styles['bar']} />
          </Progress.Track>
        </Progress.Root>
      )}
      <div className={styles['runWords']}>
        <span className={classNames(styles['state'], styles[tone])}>
          <Icon size={14} aria-hidden />
          {/* Read out at its end only: the figures on the way change five times a second. */}
          <span role="status">{run.state !== 'running' && words}</span>
          {run.state === 'running' && <span aria-hidden>{words}</span>}
        </span>
        {run.state === 'running' && <StopButton run={run} />}
      </div>
      {run.reason !== null && <p className={styles['reason']}>{run.reason}</p>}
      {run.state !== 'running' && run.eventIds.length > 0 && <RunEvents run={run} />}
    </div>
  )
}

interface StopButtonProps {
  readonly run: Simulation
  /** Where there is little room. */
  readonly isPlain?: boolean
}

export function StopButton({ run, isPlain = false }: StopButtonProps) {
  const client = useClient()
  return (
    <Button
      look={isPlain ? 'ghost' : 'normal'}
      size="small"
      aria-label={`Stop ${nameOf(run)}`}
      onClick={() =>
        void notify.whenFailed('Could not stop it', () => client.call('simulator.stop', { id: run.id }))
      }
    >
      <Square size={11} aria-hidden />
      Stop
    </Button>
  )
}
