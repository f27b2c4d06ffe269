import { z } from 'zod'
import { deliveryIdForm } from '#shared/delivery-id.ts'
import { Attempt, DeliveryKind, Reason, Verdict } from '#shared/models.ts'
import { HEADER, type DeliveryLine, type Line } from './line.ts'

/** As large as a body can be that was kept whole. */
const LARGEST_BODY_BYTES = 100_000_000
const LONGEST_HEADER = 100_000
const LONGEST_NOTE = 20_000
const MOST_ISSUES_NAMED = 3
/** Some editors put it before the first line. */
const BYTE_ORDER_MARK = '\uFEFF'

const short = z.string().max(100)
const eventId = z.string().min(1).max(500)
const headers = z.array(z.tuple([z.string().max(LONGEST_HEADER), z.string().max(LONGEST_HEADER)])).max(5_000)

const deliveryLine = z.strictObject({
  id: z.string().regex(deliveryIdForm, 'must look like del_42'),
  kind: DeliveryKind,
  receivedAt: z.int().min(0),
  method: short.min(1),
  target: z.string().max(LONGEST_HEADER),
  httpVersion: short,
  remoteAddress: short.nullable(),
  headers,
  trailers: headers,
  redacted: z.literal(true).optional(),
  body: z.string().optional(),
  bodyBase64: z.string().optional(),
  bodyBytes: z.int().min(0),
  bodyComplete: z.boolean(),
  verdict: Verdict,
  reason: Reason.strict().nullable(),
  status: z.int().min(100).max(999).nullable(),
  webhookId: z.string().max(LONGEST_HEADER).nullable(),
  triggerPoint: z.string().max(1_000).nullable(),
  decision: z.enum(['ALLOW', 'DENY']).nullable(),
  sample: z.boolean(),
  endpoint: z.strictObject({ name: z.string().max(1_000), path: z.string().max(1_000) }).nullable()
})
const markLine = z.strictObject({
  event: eventId,
  starred: z.boolean(),
  note: z.string().min(1).max(LONGEST_NOTE).nullable()
})
const attemptLine = z.strictObject({
  attempt: Attempt.extend({
    eventId,
    target: z.string().min(1).max(2_000),
    requestHeaders: headers,
    responseHeaders: headers,
    responseBody: z.string().max(1_000_000).nullable(),
    // Files of earlier versions have none of these.
    variantId: z.string().max(100).nullable().default(null),
    edited: z.boolean().default(false),
    connectMs: z.number().min(0).nullable().default(null),
    firstByteMs: z.number().min(0).nullable().default(null)
  }).strict(),
  requestBody: z.string().max(LARGEST_BODY_BYTES).optional()
})

/** A line of an export as it was read; a text says why it cannot be. Null where there is nothing to take in. */
export type ReadLine = Line | { readonly refused: string } | null

const refuse = (refused: string): { readonly refused: string } => ({ refused })

/** Reads one line. Names fields and rules, never values: they may be anything. */
export function readLine(text: string): ReadLine {
  if (text.trim() === '') return null
  let value: unknown
  try {
    value = JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text)
  } catch {
    return refuse('This is not JSON. The line may have been cut off.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('This is not a JSON object.')
  if ('format' in value) return readHeader(value)
  if ('event' in value) return check(markLine, value)
  if ('attempt' in value) return check(attemptLine, value)
  return check(deliveryLine, value)
}

function readHeader(value: object): ReadLine {
  const header = z.object({ format: z.literal(HEADER.format), version: z.int().min(1) }).safeParse(value)
  if (!header.success) return refuse('This is not the first line of an export of Webhook Inspector.')
  if (header.data.version <= HEADER.version) return null
  return refuse(
    `A newer version of Webhook Inspector wrote this file (format ${header.data.version}, this one reads ${HEADER.version}). Update the app.`
  )
}

function check(schema: z.ZodType<Line>, value: object): ReadLine {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const issues = read.error.issues
    .slice(0, MOST_ISSUES_NAMED)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
  return refuse(`${issues.join('; ')}.`)
}

/** The bytes of a delivery; a text says why they cannot be those that arrived. */
export function readBody({ body, bodyBase64, bodyBytes, bodyComplete }: DeliveryLine): Buffer | string {
  if ((body === undefined) === (bodyBase64 === undefined)) {
    return 'It must have a body or a bodyBase64, one of them.'
  }
  // Characters that are not base64 are skipped when it is read, so that less comes out than its length says.
  const claimed = body?.length ?? Buffer.byteLength(bodyBase64 ?? '', 'base64')
  if (claimed > LARGEST_BODY_BYTES) return `The body is larger than ${LARGEST_BODY_BYTES / 1_000_000} MB.`
  if (body?.isWellFormed() === false) return 'body: has half a character, which is not UTF-8.'
  const bytes = body === undefined ? Buffer.from(bodyBase64 ?? '', 'base64') : Buffer.from(body)
  if (body === undefined && bytes.length !== claimed) return 'bodyBase64: is not base64.'
  if (bodyComplete ? bytes.length !== bodyBytes : bytes.length > bodyBytes) {
    return `The body has ${bytes.length} bytes where bodyBytes says ${bodyBytes}.`
  }
  return bytes
}
