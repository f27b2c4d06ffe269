import { AppError } from '#shared/errors.ts'
import type { Target } from '#shared/replay-models.ts'
import type { CopyForm } from '#shared/share-models.ts'
import type { Call } from '../commands.ts'
import { secretFor } from '../forwarding/attempts.ts'
import { readTarget } from '../forwarding/target.ts'
import type { Clock } from '../ports.ts'
import type { Secrets } from '../signatures/secrets.ts'
import { signWebhook } from '../signatures/sign.ts'
import type { Store } from '../store/client.ts'
import { asText, copiedHeaders } from './copied-event.ts'
import { writeCurl, writeCurlScript } from './curl-copy.ts'
import { writeHttp } from './http-copy.ts'
import { writeFetch, writeJest, writeVitest } from './javascript-copy.ts'
import { writePytest } from './python-copy.ts'

export interface CopyParts {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: Pick<Secrets, 'ofUser' | 'sample'>
  /** Where events can be sent, the likeliest first. */
  targets(): Promise<readonly Target[]>
}

const FILE_NAMES: Readonly<Record<CopyForm, (name: string) => string>> = {
  curl: (name) => `${name}.sh`,
  curlScript: (name) => `send-${name}.sh`,
  fetch: (name) => `${name}.mjs`,
  vitest: (name) => `${name}.test.ts`,
  jest: (name) => `${name}.test.cjs`,
  pytest: (name) => `test_${name.replaceAll('-', '_')}.py`,
  http: (name) => `${name}.http`
}
const SIGNED_NOW = 'Signed just now: handlers accept it for five minutes. Copy it again after that.'
const SIGNS_ITSELF = 'It signs by itself, with the secret in SCALEKIT_WEBHOOK_SECRET.'
const DECODED = 'Its content coding is undone, because code holds text.'

/** An event as code that sends it. No secret stands in any of it. */
export function createCopies(parts: CopyParts): Call<'copies.make'> {
  const findTarget = async (): Promise<string> => {
    const rows = await parts.targets()
    const best = rows.find(({ from }) => from === 'chosen') ?? rows.find(({ from }) => from === 'common')
    if (best) return best.url
    throw new AppError('invalid_input', 'Say where it is to be sent: there is no target yet.')
  }
  return async ({ eventId, form, target: given }) => {
    const { store, clock, secrets } = parts
    const target = readTarget(given ?? (await findTarget())).href
    const { summary, delivery, body } = await store.call('eventRequest', eventId)
    const event = {
      id: eventId,
      type: summary.type,
      target,
      method: delivery.method,
      webhookId: delivery.webhookId ?? `msg_${eventId}`,
      headers: copiedHeaders(delivery.headers),
      body
    }
    const text = asText(event, delivery)
    const sign = (bytes: Uint8Array) => {
      const secret = secretFor(secrets, delivery)
      if (secret !== null) return signWebhook(secret, event.webhookId, clock.now(), bytes)
      throw new AppError(
        'conflict',
        "There is no signing secret to sign with. Add your endpoint's secret first, or copy a form that signs by itself."
      )
    }
    const write: Readonly<Record<CopyForm, () => string>> = {
      curl: () => writeCurl(event, sign(body)),
      curlScript: () => writeCurlScript(text),
      fetch: () => writeFetch(text),
      vitest: () => writeVitest(text),
      jest: () => writeJest(text),
      pytest: () => writePytest(text),
      http: () => writeHttp(text, sign(text.body))
    }
    const isSignedNow = form === 'curl' || form === 'http'
    const isDecoded = form !== 'curl' && text.body !== body
    return {
      text: write[form](),
      fileName: FILE_NAMES[form](eventId.replaceAll(/[^\w-]+/g, '-').slice(0, 60)),
      note: [isSignedNow ? SIGNED_NOW : SIGNS_ITSELF, isDecoded ? DECODED : ''].join(' ').trim()
    }
  }
}
