import { useState } from 'react'
import type { Cause } from '#shared/models.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Notice } from '../../components/notice.tsx'
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

/** What else may be the matter, likeliest first. */
export function OtherCauses({ causes }: { readonly causes: readonly Cause[] }) {
  if (causes.length === 0) return null
  return (
    <section>
      <h3 className={styles['heading']}>Also possible</h3>
      <ul className={styles['entries']}>
        {causes.map((cause) => (
          <li key={`${cause.code} ${cause.title}`}>
            <OtherCause cause={cause} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OtherCause({ cause: { title, evidence, fix } }: { readonly cause: Cause }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Disclosure
      isOpen={isOpen}
      onToggle={setIsOpen}
      summary={<span className={styles['grow']}>{title}</span>}
    >
      <div className={styles['cause']}>
        <Evidence lines={evidence} />
        {fix !== null && <Notice tone="info">{fix}</Notice>}
      </div>
    </Disclosure>
  )
}
