import type { ProbeResult } from '#shared/check-models.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Tag } from '../../components/tag.tsx'
import { outcomeLooks } from './check-words.ts'
import styles from './checks.module.css'
import { ExchangeView } from './exchange-view.tsx'
import { Fixes } from './fixes.tsx'

interface ProbeRowProps {
  readonly result: ProbeResult
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
}

/** One probe with what it found; opens to what was sent, what came back and how to mend it. */
export function ProbeRow({ result, isOpen, onToggle }: ProbeRowProps) {
  const { probe, outcome, finding } = result
  const { icon, word, tone } = outcomeLooks[outcome]
  return (
    <Disclosure
      isOpen={isOpen}
      onToggle={onToggle}
      summary={
        <>
          <span className={styles['outcome']}>
            <Tag icon={icon} tone={tone}>
              {word}
            </Tag>
          </span>
          <span className={styles['probe']}>
            <b>{probe.name}</b>
            {!isOpen && finding !== null && <bdi className={styles['finding']}>{finding}</bdi>}
          </span>
        </>
      }
    >
      <Details result={result} />
    </Disclosure>
  )
}

function Details({ result }: { readonly result: ProbeResult }) {
  const { probe, finding, consequence, fixes, exchanges } = result
  return (
    <div className={styles['details']}>
      <p className={styles['why']}>{probe.why}</p>
      {finding !== null && (
        <section>
          <h4>Found</h4>
          <p>
            <bdi>{finding}</bdi>
          </p>
        </section>
      )}
      {consequence !== null && (
        <section>
          <h4>What follows</h4>
          <p>{consequence}</p>
        </section>
      )}
      {fixes.length > 0 && (
        <section>
          <h4>How to mend it</h4>
          <Fixes fixes={fixes} />
        </section>
      )}
      {exchanges.length > 0 && (
        <section>
          <h4>Requests and answers</h4>
          <ul>
            {exchanges.map((exchange, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- they are only ever added to
              <li key={index}>
                <ExchangeView exchange={exchange} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
