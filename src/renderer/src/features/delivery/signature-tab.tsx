import { Database, KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { Cause, Delivery, Reason } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { Ending } from '../secrets/ending.tsx'
import styles from './delivery.module.css'
import { HeaderTable } from './header-table.tsx'
import { InterceptorAnswer } from './interceptor-answer.tsx'
import { isFixedBySecret, isFromSdk, reasonText, verdicts } from './verdict.tsx'

const reasonLine = (delivery: Delivery, { code, message }: Reason): string =>
  isFromSdk(code) ? `${reasonText(delivery)}. Scalekit's SDK says: “${message}”` : message

/** Why a delivery was judged as it was: the likeliest cause first, then what else it may be, then how it was computed. */
export function SignatureTab({ delivery }: { readonly delivery: Delivery }) {
  const { dialog } = useAppState()
  const { explanation, secret, reason } = delivery
  const { icon: Icon, tone, word } = verdicts[delivery.verdict]
  const signed = delivery.headers.filter(([name]) =>
    /^(?:webhook|svix|(?:x-)?scalekit|interceptor)-/i.test(name)
  )
  const others = explanation.causes.slice(1)
  return (
    <div className={styles['page']}>
      <div className={styles['verdict']}>
        <span className={classNames(styles['badge'], styles[delivery.verdict])}>
          <Icon size={18} aria-hidden />
        </span>
        <div>
          <h3>{explanation.headline}</h3>
          <p>
            <Tag tone={tone}>{word}</Tag> {reason && reasonLine(delivery, reason)}
            {secret && (
              <>
                with the secret{' '}
                <b>
                  <bdi>{secret.label}</bdi>
                </b>
                <Ending lastFour={secret.lastFour} />
              </>
            )}
          </p>
        </div>
      </div>
      <Evidence lines={explanation.evidence} />
      {explanation.fix !== null && (
        <Notice tone="info">
          <p>{explanation.fix}</p>
          {isFixedBySecret(explanation) && (
            <Button
              look="primary"
              size="small"
              className={styles['fix']}
              onClick={() => dialog.set('secrets')}
            >
              <KeyRound size={13} aria-hidden />
              Add signing secret
            </Button>
          )}
          {explanation.causes[0]?.code === 'too_large' && (
            <Button size="small" className={styles['fix']} onClick={() => dialog.set('data')}>
              <Database size={13} aria-hidden />
              Open Data
            </Button>
          )}
        </Notice>
      )}
      {delivery.kind === 'interceptor' && <InterceptorAnswer delivery={delivery} />}
      {explanation.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      {others.length > 0 && (
        <section>
          <h3 className={styles['heading']}>Also possible</h3>
          <ul className={styles['entries']}>
            {others.map((cause) => (
              <li key={`${cause.code} ${cause.title}`}>
                <OtherCause cause={cause} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {explanation.computation && <Computation steps={explanation.computation} />}
      {signed.length > 0 && (
        <>
          <h3 className={styles['heading']}>Signature headers</h3>
          <HeaderTable label="Signature headers" headers={signed} />
        </>
      )}
    </div>
  )
}

function Evidence({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <ul className={styles['evidence']}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
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

function Computation({ steps }: { readonly steps: NonNullable<Delivery['explanation']['computation']> }) {
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
