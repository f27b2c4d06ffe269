import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import type { Delivery } from '#shared/models.ts'
import { classNames } from '../../lib/class-names.ts'
import styles from './checked-steps.module.css'
import { readSteps, type StepState } from './read-steps.ts'

const looks = {
  passed: { icon: CircleCheck, word: 'passed' },
  failed: { icon: CircleX, word: 'failed here' },
  skipped: { icon: CircleDashed, word: 'not reached' }
} as const satisfies Record<StepState, unknown>

/** The checks of the SDK in their order, up to the one that failed. */
export function CheckedSteps({ delivery }: { readonly delivery: Delivery }) {
  const steps = readSteps(delivery)
  if (steps.length === 0) return null
  return (
    <section>
      <h3 className={styles['heading']}>What was checked, in this order</h3>
      <ol className={styles['steps']}>
        {steps.map(({ name, text, state }) => {
          const { icon: Icon, word } = looks[state]
          return (
            <li key={name} className={classNames(styles['step'], styles[state])}>
              <Icon size={15} aria-hidden />
              <b>{name}</b>
              <span className={styles['word']}>{word}</span>
              <span className={styles['text']}>
                <bdi>{text}</bdi>
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
