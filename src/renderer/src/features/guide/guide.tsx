import { PartyPopper } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/notice.tsx'
import { useAppState, type StepName } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './guide.module.css'
import { useFirstTest } from './receiver-step.tsx'
import { StepItem } from './step-item.tsx'
import { nextOpen, type Step } from './steps.ts'
import { useGuide, useSteps } from './use-guide.ts'

/** The walk from an empty store to the first real event, one step unfolded at a time. */
export function Guide() {
  const { pathTest, listening } = useAppState()
  const { at, error } = useStore(pathTest)
  const status = useStore(listening).value
  const steps = useSteps()
  useFirstTest()
  // Without a tunnel the first test is over in a blink, and with it the first step.
  const isTested = at !== null || error !== null
  if (!isTested && status?.receiver.state === 'listening' && status.tunnel.state === 'stopped') return null
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
