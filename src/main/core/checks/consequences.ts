import type { Exchange } from '#shared/check-models.ts'
import { isAccepted } from './probe.ts'

/** What Scalekit does with answers, as far as its documentation and its own samples tell. */

export const DELIVERED = 'Scalekit marks the delivery as successful and does not send it again.'

/** Its documentation contradicts itself here, so the longest schedule and the others are named. */
export const RETRIED =
  'Scalekit counts this as a failed delivery and sends it again, whether the status is 3xx, 4xx or 5xx. The longest schedule in its documentation tries 8 times: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; the shorter ones try 4 or 6 times within about 22 minutes. Then it gives up, and your app never learns of the event.'

export const BROKEN_OFF =
  'Scalekit most likely counts an answer that breaks off as a failed delivery and sends it again.'

export const NOT_FROM_SCALEKIT =
  'Scalekit never sends such a request, so nothing follows from the answer but that whoever sent it gets nowhere.'

export const OPEN_TO_ANYONE =
  'Scalekit never sends such a request, but anyone who learns the address can, and your app would act on it: create users, change roles, delete accounts.'

/** Of a delivery that should have been accepted. */
export function consequenceOf(exchange: Exchange): string {
  if (isAccepted(exchange)) return DELIVERED
  const { status } = exchange
  return status !== null && status >= 200 && status <= 299 ? BROKEN_OFF : RETRIED
}
