import { randomBytes, randomInt } from 'node:crypto'
import type { CommandOutput, ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { SampleType } from '#shared/models.ts'
import { makeScalekitId } from '#shared/scalekit-id.ts'
import type { Clock } from '../ports.ts'
import { signWebhook } from '../signatures/sign.ts'
import type { Secrets } from '../signatures/secrets.ts'

/** One documented type with made-up examples that follow the documented shape. */
interface CatalogueEntry {
  readonly type: string
  readonly category: string
  readonly description: string
  readonly status: string
  readonly example: Readonly<Record<string, unknown>>
  readonly variants?: readonly {
    readonly name: string
    readonly example: Readonly<Record<string, unknown>>
  }[]
}

export interface Samples {
  types(): Promise<{ rows: SampleType[] }>
  send(input: ParsedInput<'samples.send'>): Promise<CommandOutput<'samples.send'>>
  curl(input: ParsedInput<'samples.curl'>): Promise<CommandOutput<'samples.curl'>>
}

/** Signs catalogue events and posts them to the receiver over HTTP, the way any sender's would come in. */
export function createSamples(parts: {
  clock: Clock
  secrets: Secrets
  /** Where the receiver takes webhooks; null while it is closed. */
  webhookUrl(): string | null
}): Samples {
  const make = async (type: string, variant: string | undefined) => {
    const url = parts.webhookUrl()
    if (url === null) {
      throw new AppError(
        'unavailable',
        'The receiver is stopped. Start listening, then send the sample again.'
      )
    }
    const secret = parts.secrets.sample()
    if (!secret) {
      throw new AppError(
        'unavailable',
        'There is no secret to sign samples with, because the vault cannot be opened.'
      )
    }
    const now = parts.clock.now()
    const payload = freshPayload(await findExample(type, variant), now)
    const body = Buffer.from(JSON.stringify(payload))
    const signature = signWebhook(secret.value, `msg_${randomBytes(16).toString('hex')}`, now, body)
    return { url, headers: { 'content-type': 'application/json', ...signature }, body, eventId: payload.id }
  }
  return {
    async types() {
      const rows = (await catalogue()).map(({ type, category, description, status, variants }) => ({
        type,
        category,
        description,
        status,
        variants: (variants ?? []).map((variant) => variant.name)
      }))
      return { rows }
    },
    async send({ type, variant }) {
      const { url, headers, body, eventId } = await make(type, variant)
      return { ...(await post(url, headers, body)), eventId }
    },
    async curl({ type }) {
      const { url, headers, body } = await make(type, undefined)
      const lines = [
        `curl -i ${quote(url)}`,
        ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`)
      ]
      return { command: [...lines, `--data-binary ${quote(body.toString())}`].join(' \\\n  ') }
    }
  }
}

/** For a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

async function catalogue(): Promise<readonly CatalogueEntry[]> {
  const { default: entries } = await import('../../../../resources/scalekit-events.json', {
    with: { type: 'json' }
  })
  return entries
}

async function findExample(
  type: string,
  variant: string | undefined
): Promise<Readonly<Record<string, unknown>>> {
  const entry = (await catalogue()).find((one) => one.type === type)
  if (!entry) throw new AppError('not_found', `There is no sample of ${type}. samples.types lists them all.`)
  if (variant === undefined) return entry.example
  const found = entry.variants?.find((one) => one.name === variant)
  if (!found) throw new AppError('not_found', `${type} has no variant ${variant}.`)
  return found.example
}

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

async function post(url: string, headers: Readonly<Record<string, string>>, body: Buffer) {
  const { Agent } = await import('undici') // when first needed: the start is quicker without it
  const agent = new Agent()
  try {
    const { origin, pathname, search } = new URL(url)
    const response = await agent.request({ origin, path: pathname + search, method: 'POST', headers, body })
    const reply = (await response.body.json()) as { id?: unknown }
    return { status: response.statusCode, deliveryId: typeof reply.id === 'string' ? reply.id : null }
  } finally {
    await agent.close()
  }
}
