import { ListChecks } from 'lucide-react'
import { classNames } from '../../lib/class-names.ts'
import { useGuide, useSteps } from '../guide/use-guide.ts'
import styles from './views.module.css'

/** The way back to the first steps; in a strip, as long as there are some left. */
export function GuideEntry({ isStrip = false }: { readonly isStrip?: boolean }) {
  const steps = useSteps()
  const { isPutAway, open } = useGuide()
  const done = steps?.filter(({ state }) => state === 'done').length ?? 0
  const isLeft = steps?.some(({ state }) => state === 'open') === true && !isPutAway
  if (isStrip && !isLeft) return null
  return (
    <button
      type="button"
      className={classNames(styles['view'], styles['guide'])}
      title="First steps"
      onClick={open}
    >
      <ListChecks size={15} aria-hidden />
      <span className={styles['name']}>First steps</span>
      {isLeft && steps && (
        <span className={styles['count']}>
          {done} of {steps.length}
        </span>
      )}
    </button>
  )
}
