import type { Delivery } from '#shared/models.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import styles from './delivery.module.css'

interface ComputationProps {
  readonly steps: NonNullable<Delivery['explanation']['computation']>
}

/** The signature step by step, each piece to copy. */
export function Computation({ steps }: ComputationProps) {
  return (
    <section>
      <h3 className={styles['heading']}>How the signature comes about</h3>
      <ol className={styles['steps']}>
        {steps.map(({ name, value }) => (
          <li key={name}>
            <span>{name}</span>
            <code>
              <bdi>{value}</bdi>
            </code>
            <CopyButton text={() => value} what={name} />
          </li>
        ))}
      </ol>
    </section>
  )
}
