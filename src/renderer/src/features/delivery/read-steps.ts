import type { Delivery, ReasonCode } from '#shared/models.ts'
import { formatSpan } from '../../lib/format-time.ts'

export type StepState = 'passed' | 'failed' | 'skipped'

export interface CheckedStep {
  readonly name: string
  readonly state: StepState
  /** What was there to check. */
  readonly text: string
}

/** The step at which each refusal is made: headers, secret, time, signature, as the SDK checks them. */
const failedAt: Partial<Record<ReasonCode, number>> = {
  missing_headers: 0,
  no_secret: 1,
  invalid_secret: 1,
  invalid_headers: 2,
  too_old: 2,
  too_new: 2,
  invalid_signature: 3
}
const toleranceText = 'at most 5 minutes'

type Checked = Pick<Delivery, 'kind' | 'headers' | 'receivedAt' | 'reason' | 'verdict' | 'secret'>

/** What was checked of a signature, in order; empty where nothing was. */
export function readSteps(delivery: Checked): readonly CheckedStep[] {
  const { kind, reason, secret } = delivery
  const failed = reason === null ? 4 : failedAt[reason.code]
  if (failed === undefined) return []
  const valueOf = (part: string) =>
    delivery.headers.find(([name]) => name.toLowerCase() === `${kind}-${part}`)?.[1] ?? null
  const missing = ['id', 'timestamp', 'signature'].filter((part) => valueOf(part) === null)
  const headersText =
    missing.length === 0
      ? `${kind}-id, ${kind}-timestamp and ${kind}-signature are there`
      : `missing: ${missing.map((part) => `${kind}-${part}`).join(', ')}`
  const signatures = valueOf('signature')?.trim().split(/\s+/).length ?? 0
  const texts: readonly (readonly [name: string, text: string])[] = [
    ['Headers', headersText],
    ['Secret', secretText(secret, reason?.code ?? null)],
    ['Time', timeText(valueOf('timestamp'), delivery.receivedAt)],
    [
      'Signature',
      signatures > 1
        ? `${signatures} signatures were sent; one must fit`
        : 'HMAC SHA-256 of id, time and body'
    ]
  ]
  return texts.map(([name, text], step) => {
    if (step > failed) return { name, text: '', state: 'skipped' }
    return { name, text, state: step === failed ? 'failed' : 'passed' }
  })
}

function secretText(secret: Checked['secret'], code: ReasonCode | null): string {
  if (secret) return secret.label
  if (code === 'no_secret') return 'none is stored for this endpoint'
  return code === 'invalid_secret' ? 'the stored one is malformed' : 'those stored for this endpoint'
}

function timeText(written: string | null, receivedAt: number): string {
  const seconds = Number.parseInt(written ?? '', 10)
  if (!Number.isSafeInteger(seconds)) return `${written ?? ''} is no time in seconds`
  // In whole seconds, as it was written.
  const age = Math.floor(receivedAt / 1_000) - seconds
  const span = formatSpan(Math.abs(age) * 1_000)
  const away = age === 0 ? 'the second of' : `${span} ${age > 0 ? 'before' : 'after'}`
  return `signed ${away} its arrival; ${toleranceText} are accepted`
}
