import type { Delivery, Explanation, Reason } from '#shared/models.ts'
import { Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { Ending } from '../secrets/ending.tsx'
import { CheckAgain } from './check-again.tsx'
import { CheckedSteps } from './checked-steps.tsx'
import { Computation } from './computation.tsx'
import styles from './delivery.module.css'
import { FixButton } from './fix-button.tsx'
import { HandlerCode } from './handler-code.tsx'
import { isSignatureHeader } from './header-kind.ts'
import { HeaderTable } from './header-table.tsx'
import { InterceptorAnswer } from './interceptor-answer.tsx'
import { Evidence, OtherCauses } from './other-causes.tsx'
import { isFromSdk, reasonText, verdicts } from './verdict.tsx'

const reasonLine = (delivery: Delivery, { code, message }: Reason): string =>
  isFromSdk(code) ? `${reasonText(delivery)}. Scalekit's SDK says: “${message}”` : message

/** Causes that lie in how a body is read or handed on: the same goes wrong in a handler. */
const isOfHandler = ({ causes }: Explanation): boolean => /^(?:body|json)_/.test(causes[0]?.code ?? '')

const codeTitle = ({ verdict }: Delivery): string =>
  verdict === 'verified' ? 'Verify it in your own app' : 'A handler that verifies as it should'

interface SignatureTabProps {
  readonly delivery: Delivery
  /** Told when it was judged again; absent where it need not be. */
  readonly onChecked?: (delivery: Delivery) => void
}

/** Why a delivery was judged as it was: the likeliest cause first, then what else it may be, then how it was computed. */
export function SignatureTab({ delivery, onChecked }: SignatureTabProps) {
  const { explanation, secret, reason } = delivery
  const { icon: Icon, tone, word } = verdicts[delivery.verdict]
  const [cause] = explanation.causes
  const signed = delivery.headers.filter(([name]) => isSignatureHeader(name))
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
          <FixButton code={cause?.code} delivery={delivery} isFirst />
        </Notice>
      )}
      {onChecked && delivery.verdict !== 'verified' && (
        <CheckAgain
          delivery={delivery}
          isWhatMends={cause?.code === 'secret_added_later'}
          onChecked={onChecked}
        />
      )}
      {delivery.kind === 'interceptor' && <InterceptorAnswer delivery={delivery} />}
      {explanation.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <CheckedSteps delivery={delivery} />
      <OtherCauses causes={explanation.causes.slice(1)} delivery={delivery} />
      <HandlerCode title={codeTitle(delivery)} isOpenAtFirst={isOfHandler(explanation)} />
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
