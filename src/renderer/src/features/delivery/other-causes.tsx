import { useState } from 'react'
import type { Cause, Delivery } from '#shared/models.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Notice } from '../../components/notice.tsx'
import { FixButton } from './fix-button.tsx'
import styles from './delivery.module.css'

export function Evidence({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <ul className={styles['evidence']}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

interface OtherCausesProps {
  readonly causes: readonly Cause[]
  readonly delivery: Delivery
}

/** What else may be the matter, likeliest first. */
export function OtherCauses({ causes, delivery }: OtherCausesProps) {
  if (causes.length === 0) return null
  return (
    <section>
      <h3 className={styles['heading']}>Also possible</h3>
      <ul className={styles['entries']}>
        {causes.map((cause) => (
          <li key={`${cause.code} ${cause.title}`}>
            <OtherCause cause={cause} delivery={delivery} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface OtherCauseProps {
  readonly cause: Cause
  readonly delivery: Delivery
}

function OtherCause({ cause: { code, title, evidence, fix }, delivery }: OtherCauseProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Disclosure
      isOpen={isOpen}
      onToggle={setIsOpen}
      summary={<span className={styles['grow']}>{title}</span>}
    >
      <div className={styles['cause']}>
        <Evidence lines={evidence} />
        {fix !== null && (
          <Notice tone="info">
            <p>{fix}</p>
            <FixButton code={code} delivery={delivery} />
          </Notice>
        )}
      </div>
    </Disclosure>
  )
}
