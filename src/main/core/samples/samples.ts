import { randomBytes, randomInt } from 'node:crypto'
import { quoteForShell } from '../sharing/shell.ts'
import type { CommandOutput, ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { SampleType } from '#shared/app-models.ts'
import { makeScalekitId } from '#shared/scalekit-id.ts'
import type { Clock } from '../ports.ts'
import { signWebhook } from '../signatures/sign.ts'
import type { Secrets } from '../signatures/secrets.ts'
import { readCatalogue } from './catalogue.ts'
import { INTERCEPTOR_SAMPLES, interceptorPayload } from './interceptor-samples.ts'
import { openPosting } from './posting.ts'

export interface Samples {
  types(): Promise<{ rows: SampleType[] }>
  send(input: ParsedInput<'samples.send'>): Promise<CommandOutput<'samples.send'>>
  curl(input: ParsedInput<'samples.curl'>): Promise<CommandOutput<'samples.curl'>>
}

/** A sample as it is sent. */
interface Message {
  readonly body: Buffer
  /** Of the event in it; for an interceptor call, which is none, the id that it is signed with. */
  readonly id: string
  readonly headers: Readonly<Record<string, string>>
}

/** Types of interceptor samples are this and the trigger. */
const INTERCEPTOR = 'interceptor:'

/** Signs samples and posts them to the receiver over HTTP, the way any sender's would come in. */
export function createSamples(parts: {
  clock: Clock
  secrets: Secrets
  /** Where the receiver takes webhooks; null while it is closed. */
  webhookUrl(): string | null
  /** The latest interceptor call that was signed with this id: its answer, a decision, does not name the delivery. */
  findInterceptorCall(interceptorId: string): Promise<string | null>
}): Samples {
  const receiverUrl = () => {
    const url = parts.webhookUrl()
    if (url !== null) return url
    throw new AppError('unavailable', 'The receiver is stopped. Start listening, then send the sample again.')
  }
  const make = async (type: string, variant: string | undefined): Promise<Message> => {
    const secret = parts.secrets.sample()
    if (!secret) {
      throw new AppError(
        'unavailable',
        'There is no secret to sign samples with, because the vault cannot be opened.'
      )
    }
    const now = parts.clock.now()
    const id = `msg_${randomBytes(16).toString('hex')}`
    const call = type.startsWith(INTERCEPTOR) ? interceptorCall(type, variant, now) : null
    const event = call ? null : freshPayload(await findExample(type, variant), now)
    const body = Buffer.from(JSON.stringify(call ?? event))
    const signature = Object.entries(signWebhook(secret.value, id, now, body)).map(([name, value]) => [
      call ? name.replace('webhook-', 'interceptor-') : name,
      value
    ])
    const headers = { 'content-type': 'application/json', ...Object.fromEntries(signature) }
    return { headers, body, id: event?.id ?? id }
  }
  return {
    async types() {
      const calls = INTERCEPTOR_SAMPLES.map(({ triggerPoint, description }) => ({
        type: INTERCEPTOR + triggerPoint,
        category: 'interceptor',
        description,
        status: 'documented',
        variants: []
      }))
      const events = (await readCatalogue()).map(({ type, category, description, status, variants }) => ({
        type,
        category,
        description,
        status,
        variants: (variants ?? []).map((variant) => variant.name)
      }))
      return { rows: [...events, ...calls] }
    },
    async send({ type, variant }) {
      const url = receiverUrl()
      const { headers, body, id } = await make(type, variant)
      const { status, deliveryId } = await post(url, headers, body)
      const isCall = type.startsWith(INTERCEPTOR)
      return isCall
        ? { status, deliveryId: await parts.findInterceptorCall(id), eventId: null }
        : { status, deliveryId, eventId: id }
    },
    async curl({ type }) {
      const url = receiverUrl()
      const { headers, body } = await make(type, undefined)
      const lines = [
        `curl -i ${quoteForShell(url)}`,
        ...Object.entries(headers).map(([name, value]) => `-H ${quoteForShell(`${name}: ${value}`)}`)
      ]
      return { command: [...lines, `--data-binary ${quoteForShell(body.toString())}`].join(' \\\n  ') }
    }
  }
}

async function findExample(
  type: string,
  variant: string | undefined
): Promise<Readonly<Record<string, unknown>>> {
  const entry = (await readCatalogue()).find((one) => one.type === type)
  if (!entry) throw noSample(type)
  if (variant === undefined) return entry.example
  const found = entry.variants?.find((one) => one.name === variant)
  if (!found) throw noVariant(type, variant)
  return found.example
}

function interceptorCall(type: string, variant: string | undefined, now: number): Record<string, unknown> {
  const sample = INTERCEPTOR_SAMPLES.find(({ triggerPoint }) => INTERCEPTOR + triggerPoint === type)
  if (!sample) throw noSample(type)
  if (variant !== undefined) throw noVariant(type, variant)
  return interceptorPayload(sample, now)
}

const noSample = (type: string): AppError =>
  new AppError('not_found', `There is no sample of ${type}. samples.types lists them all.`)
const noVariant = (type: string, variant: string): AppError =>
  new AppError('not_found', `${type} has no variant ${variant}.`)

/** The example as if it happened now: a new id and time, so that each one sent is an event of its own. */
function freshPayload(
  example: Readonly<Record<string, unknown>>,
  now: number
): Record<string, unknown> & { id: string } {
  const timeKey = Object.hasOwn(example, 'occured_at') ? 'occured_at' : 'occurred_at'
  return {
    ...example,
    id: makeScalekitId('evt', now, randomInt(2 ** 24)),
    [timeKey]: new Date(now).toISOString()
  }
}

async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer
): Promise<{ status: number; deliveryId: string | null }> {
  const posting = await openPosting(url, 1)
  try {
    const { status, error, responseBody } = await posting.post(headers, body)
    if (status === null)
      throw new AppError('unavailable', `The sample did not get in. ${error ?? 'There was no answer.'}`)
    return { status, deliveryId: readId(responseBody) }
  } finally {
    await posting.close()
  }
}

function readId(reply: string | null): string | null {
  try {
    const { id } = JSON.parse(reply ?? '{}') as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null // An answer that the receiver passes on from the user's app need not be ours.
  }
}
