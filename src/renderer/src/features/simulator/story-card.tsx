import { CircleCheck, CircleDashed, LoaderCircle, Play, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { Simulation, Story } from '#shared/simulator-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { notify } from '../../components/notify.ts'
import { classNames } from '../../lib/class-names.ts'
import { plural } from '../../lib/format-count.ts'
import { shortType } from '#shared/short-type.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { choices } from './choices.ts'
import { RunLine } from './run-line.tsx'
import { formatSpan, stepState, type StepState } from './run-words.ts'
import styles from './simulator.module.css'
import { isLong, sayDuration, speedOf } from './speed.ts'

/** One story: what it shows, its steps, and how far it was told. */
export function StoryCard({ story }: { readonly story: Story }) {
  const client = useClient()
  const { simulations } = useAppState()
  const { dialect, names, entrance, tempo, times } = useStore(choices)
  // The latest telling; the core knows it by the name of the story.
  const run = useStore(simulations).value?.find(({ kind, what }) => kind === 'story' && what === story.name)
  const isRunning = run?.state === 'running'
  const [isOpen, setIsOpen] = useState(isRunning)
  const speed = speedOf(tempo, times)
  const verb = run && !isRunning ? 'Run again' : 'Run'
  const tell = () => {
    setIsOpen(true)
    void notify.whenFailed('Could not tell the story', () =>
      client.call('simulator.tell', { story: story.id, dialect, names, speed, entrance })
    )
  }
  return (
    <article className={styles['story']} aria-label={story.name}>
      <div className={styles['storyHead']}>
        <div>
          <h3>{story.name}</h3>
          <p>{story.description}</p>
        </div>
        <Button disabled={isRunning} aria-label={`${verb} ${story.name}`} onClick={tell}>
          <Play size={13} aria-hidden />
          {verb}
        </Button>
      </div>
      <Disclosure
        isOpen={isOpen}
        onToggle={setIsOpen}
        summary={
          <span className={styles['faint']}>
            {plural(story.steps.length, 'step')} · {formatSpan(story.spanMs)}
          </span>
        }
      >
        <p className={styles['hint']}>
          {sayDuration(story, speed)}.{isLong(story, speed) && ' It goes on only as long as the app is open.'}
        </p>
        <Steps story={story} run={run} />
      </Disclosure>
      {run && <RunLine run={run} />}
    </article>
  )
}

const looks: Readonly<
  Record<StepState, { readonly Icon: LucideIcon; readonly word: string; readonly tone: string }>
> = {
  waiting: { Icon: CircleDashed, word: 'not sent', tone: 'plain' },
  sending: { Icon: LoaderCircle, word: 'sending', tone: 'info' },
  answered: { Icon: CircleCheck, word: 'sent', tone: 'good' }
}

function Steps({ story, run }: { readonly story: Story; readonly run: Simulation | undefined }) {
  return (
    <ol className={styles['steps']}>
      {story.steps.map(({ type, text }, index) => {
        const { Icon, word, tone } = looks[run ? stepState(index, run) : 'waiting']
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the steps of a story never change
          <li key={index}>
            <span className={classNames(styles['state'], styles[tone])}>
              {run ? (
                <>
                  <Icon size={13} aria-hidden />
                  <span className={styles['stepWord']}>{word}</span>
                </>
              ) : (
                <span className={styles['stepNumber']}>{index + 1}</span>
              )}
            </span>
            <div>
              <p>{text}</p>
              <code title={type}>{shortType(type)}</code>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
