import { Check, ChevronDown, Minus, PartyPopper } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/notice.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useAppState, type StepName } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { EventStep } from './event-step.tsx'
import styles from './guide.module.css'
import { ReceiverStep, ReceiverTimes, useFirstTest } from './receiver-step.tsx'
import { SampleStep } from './sample-step.tsx'
import { SecretStep } from './secret-step.tsx'
import { nextOpen, type Step } from './steps.ts'
import { UrlStep } from './url-step.tsx'
import { useGuide, useSteps } from './use-guide.ts'
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

/** The walk from an empty store to the first real event, one step unfolded at a time. */
export function Guide() {
  const steps = useSteps()
  useFirstTest()
  return steps && <Steps steps={steps} />
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const { guide } = useAppState()
  const { putAway } = useGuide()
  const { step: current, isPinned } = useStore(guide)
  const column = useRef<HTMLDivElement>(null)
  const hadKeyboard = useRef(false)
  const heading = useId()

  const go = (step: StepName | null, isPinnedNow: boolean) => {
    hadKeyboard.current = column.current?.contains(document.activeElement) ?? false
    guide.set({ ...guide.getSnapshot(), step, isPinned: isPinnedNow })
  }
  const state = steps.find(({ name }) => name === current)?.state
  useEffect(() => {
    // What these have to say once they are done stays until it was read.
    const tells = current === 'sample' || current === 'secret'
    const stays = isPinned || state === 'open' || (tells && state === 'done')
    const next = nextOpen(steps, current)
    if (!stays && next !== current) go(next, false)
  })
  useLayoutEffect(() => {
    // The control that had the keyboard may have gone with its step.
    if (!hadKeyboard.current) return
    hadKeyboard.current = false
    column.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus()
  })

  const done = steps.filter(({ state: each }) => each === 'done').length
  const next = nextOpen(steps, current)
  const isOver = steps.every(({ state: each }) => each !== 'open')
  return (
    <div ref={column} className={styles['guide']} role="group" aria-labelledby={heading}>
      <header className={styles['head']}>
        <h2 id={heading}>First steps</h2>
        <span role="status" className={styles['progress']}>
          {done} of {steps.length} done
        </span>
        <Button look="ghost" size="small" onClick={putAway}>
          Put away
        </Button>
      </header>
      <ol className={styles['steps']}>
        {steps.map(({ name, state: each }, index) => (
          <StepItem
            key={name}
            name={name}
            number={index + 1}
            state={each}
            isOpen={name === current}
            onToggle={() => go(name === current ? null : name, true)}
            onNext={next !== null && next !== name ? () => go(next, false) : null}
          />
        ))}
      </ol>
      {isOver && (
        <Empty
          icon={PartyPopper}
          title={done === steps.length ? 'All set' : 'Nothing left but what you skipped'}
          actions={
            <Button look="primary" onClick={putAway}>
              Close the first steps
            </Button>
          }
        >
          <p>The first steps come back with G, or from the list of shortcuts.</p>
        </Empty>
      )}
    </div>
  )
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

function StepItem({ name, number, state, isOpen, onToggle, onNext }: StepItemProps) {
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
