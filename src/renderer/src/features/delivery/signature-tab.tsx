import { KeyRound } from 'lucide-react'
import type { Delivery, Reason } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import styles from './delivery.module.css'
import { HeaderTable } from './header-table.tsx'
import { isFixedBySecret, isFromSdk, reasonText, verdicts } from './verdict.tsx'

const reasonLine = (delivery: Delivery, { code, message }: Reason): string =>
  isFromSdk(code) ? `${reasonText(delivery)}. Scalekit's SDK says: “${message}”` : message

/** Why a delivery was judged as it was: the cause first, then the evidence, then what to do. */
export function SignatureTab({ delivery }: { readonly delivery: Delivery }) {
  const { dialog } = useAppState()
  const { explanation, secret, reason } = delivery
  const { icon: Icon, tone, word } = verdicts[delivery.verdict]
  const signed = delivery.headers.filter(([name]) => /^(?:webhook|svix|scalekit|interceptor)-/i.test(name))
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
                </b>{' '}
                <code>…{secret.lastFour}</code>
              </>
            )}
          </p>
        </div>
      </div>
      {explanation.evidence.length > 0 && (
        <ul className={styles['evidence']}>
          {explanation.evidence.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {explanation.fix !== null && (
        <Notice tone="info">
          <p>{explanation.fix}</p>
          {isFixedBySecret(delivery) && (
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
        </Notice>
      )}
      {signed.length > 0 && (
        <>
          <h3 className={styles['heading']}>Signature headers</h3>
          <HeaderTable label="Signature headers" headers={signed} />
        </>
      )}
    </div>
  )
}
