import { Check, ChevronDown, Minus } from 'lucide-react'
import { useId, useRef, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../lib/class-names.ts'
import type { StepName } from '../../state/app-state.ts'
import { EventStep } from './event-step.tsx'
import styles from './guide.module.css'
import { ReceiverStep, ReceiverTimes } from './receiver-step.tsx'
import { SampleStep } from './sample-step.tsx'
import { SecretStep } from './secret-step.tsx'
import type { Step } from './steps.ts'
import { UrlStep } from './url-step.tsx'
import { useGuide } from './use-guide.ts'
import { WayInStep } from './way-in-step.tsx'

const titles: Readonly<Record<StepName, string>> = {
  receiver: 'The receiver is up',
  sample: 'See an event',
  wayIn: 'Let Scalekit reach this machine',
  url: 'Give Scalekit the URL',
  secret: 'Add the signing secret',
  event: 'Receive the first event'
}

const stateWords: Readonly<Record<Step['state'], string>> = {
  done: 'Done',
  open: 'To do',
  skipped: 'Skipped'
}

const panels: Readonly<Record<StepName, () => ReactNode>> = {
  receiver: () => <ReceiverStep />,
  sample: () => <SampleStep />,
  wayIn: () => <WayInStep />,
  url: () => <UrlStep />,
  secret: () => <SecretStep />,
  event: () => <EventStep />
}

interface StepItemProps {
  readonly name: StepName
  readonly number: number
  readonly state: Step['state']
  readonly isOpen: boolean
  readonly onToggle: () => void
  /** Null where no other step is open. */
  readonly onNext: (() => void) | null
}

/** One step: how far it is, and what there is to do where it is unfolded. */
export function StepItem({ name, number, state, isOpen, onToggle, onNext }: StepItemProps) {
  const { skip, takeUp, isSkipped } = useGuide()
  const panel = useId()
  const title = useRef<HTMLButtonElement>(null)
  /** The button that was pressed goes, so the keyboard moves to what stays. */
  const leave = (work: (name: StepName) => void) => {
    title.current?.focus()
    work(name)
  }
  return (
    <li className={classNames(styles['step'], styles[state])}>
      <h3>
        <button
          ref={title}
          type="button"
          className={styles['title']}
          aria-expanded={isOpen}
          aria-current={isOpen ? 'step' : undefined}
          aria-controls={isOpen ? panel : undefined}
          onClick={onToggle}
        >
          <StepMark state={state} number={number} />
          <span className={styles['words']}>
            <span className={styles['name']}>{titles[name]}</span>
            <span className={styles['state']}>
              {state === 'done' ? <DoneWords name={name} /> : stateWords[state]}
            </span>
          </span>
          <ChevronDown size={14} aria-hidden className={styles['chevron']} />
        </button>
      </h3>
      {isOpen && (
        <div id={panel} className={styles['panel']}>
          {panels[name]()}
          <div className={styles['foot']}>
            {state === 'open' && (
              <Button look="ghost" size="small" data-skip onClick={() => leave(skip)}>
                Skip this step
              </Button>
            )}
            {state === 'skipped' && isSkipped(name) && (
              <Button look="ghost" size="small" data-skip onClick={() => leave(takeUp)}>
                Take it up again
              </Button>
            )}
            {(state === 'done' || name === 'url') && onNext && (
              <Button look={state === 'done' ? 'primary' : 'normal'} size="small" onClick={onNext}>
                Continue
              </Button>
            )}
          </div>
        </div>
      )}
    </li>
  )
}

function DoneWords({ name }: { readonly name: StepName }) {
  if (name === 'receiver') return <ReceiverTimes />
  return name === 'url' ? 'A delivery has come to this receiver' : stateWords.done
}

function StepMark({ state, number }: { readonly state: Step['state']; readonly number: number }) {
  return (
    <span className={styles['mark']} aria-hidden>
      {state === 'done' && <Check size={13} strokeWidth={3} />}
      {state === 'skipped' && <Minus size={13} strokeWidth={2.5} />}
      {state === 'open' && number}
    </span>
  )
}
