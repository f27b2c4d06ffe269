import { CircleHelp, ShieldAlert, ShieldCheck, type LucideIcon } from 'lucide-react'
import type { DeliverySummary, ReasonCode, Verdict } from '#shared/models.ts'
import type { Tone } from '../../components/tag.tsx'

export const verdicts: Readonly<Record<Verdict, { icon: LucideIcon; tone: Tone; word: string }>> = {
  verified: { icon: ShieldCheck, tone: 'good', word: 'Verified' },
  rejected: { icon: ShieldAlert, tone: 'bad', word: 'Rejected' },
  unchecked: { icon: CircleHelp, tone: 'warn', word: 'Unchecked' }
}

const reasons: Readonly<Record<ReasonCode, string>> = {
  missing_headers: 'Signature headers are missing',
  invalid_secret: 'The signing secret is malformed',
  invalid_headers: 'Signature headers are malformed',
  too_old: 'Timestamp is too old',
  too_new: 'Timestamp is in the future',
  invalid_signature: 'Signature does not match',
  no_secret: 'No signing secret to check with',
  too_large: 'Body is over the limit',
  aborted: 'Sender hung up early',
  imported: 'Imported, not checked here'
}

/** Why a delivery is not verified, in a few words. */
export const reasonText = ({ reason, verdict }: Pick<DeliverySummary, 'reason' | 'verdict'>): string =>
  reason ? reasons[reason.code] : verdicts[verdict].word

const withoutSdk: readonly ReasonCode[] = ['no_secret', 'too_large', 'aborted', 'imported']

/** Whether the reason is the SDK's own refusal, rather than one from before a signature could be checked. */
export const isFromSdk = (code: ReasonCode): boolean => !withoutSdk.includes(code)

export const nameOfDelivery = ({ method, target }: Pick<DeliverySummary, 'method' | 'target'>): string =>
  `${method} ${target}`

export const statusText = (status: number | null): string =>
  status === null ? 'No answer' : `Answered ${status}`

/** What the sender was answered: the decision where it asked for one and got it, else the status. */
export const answerText = ({ decision, status }: Pick<DeliverySummary, 'decision' | 'status'>): string =>
  decision === null || status === null ? statusText(status) : `Answered ${decision}`
