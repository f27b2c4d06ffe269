import { randomBytes } from 'node:crypto'
import type { Exchange } from '#shared/check-models.ts'
import type { HeaderPair } from '#shared/models.ts'
import { signWebhook } from '../signatures/sign.ts'
import { TEST_ENTITY, userEvent } from './check-events.ts'
import { consequenceOf, DELIVERED, NOT_FROM_SCALEKIT, OPEN_TO_ANYONE } from './consequences.ts'
import { newDeliveryId, type Conversation } from './conversation.ts'
import { explainRefusal } from './explain-refusal.ts'
import { keepAlive, mendVerification, refuseBad, surviveNonsense } from './fixes.ts'
import {
  createProbe,
  describeAnswer,
  fail,
  isAccepted,
  isCrash,
  isRedirect,
  isRefused,
  pass,
  type Judgement,
  type ProbeWork
} from './probe.ts'

const MINUTE_MS = 60_000
const UPDATED = 'organization.directory.user_updated'
const CREATED = 'organization.directory.user_created'

const randomSecret = () => `whsec_${randomBytes(24).toString('base64')}`

/** Asked first and always: a handler that is not there, or refuses everything, would pass half of the others. */
const valid = createProbe(
  'signature',
  'valid',
  'Valid delivery accepted',
  'A user created in a customer’s directory, signed as Scalekit signs. Everything else builds on this one.',
  async (conversation) => {
    const answer = await conversation.deliver(
      'A user is created, correctly signed',
      userEvent(CREATED, conversation.now())
    )
    return isAccepted(answer)
      ? pass(`Accepted: ${describeAnswer(answer)}.`, DELIVERED)
      : explainRefusal(answer, conversation.target)
  }
)

/** A request that a handler must refuse. */
const refusal = (
  id: string,
  name: string,
  why: string,
  lack: string,
  ask: (conversation: Conversation) => Promise<Exchange>
): ProbeWork =>
  createProbe('signature', id, name, why, async (conversation) => judgeRefusal(await ask(conversation), lack))

/** `lack`: what is wrong with the request, as in "a delivery without a signature". */
function judgeRefusal(answer: Exchange, lack: string): Judgement {
  if (isRefused(answer)) return pass(`Refused ${lack}: ${describeAnswer(answer)}.`, NOT_FROM_SCALEKIT)
  if (answer.status === null) {
    return fail(`It gave ${lack} no answer: ${describeAnswer(answer)}.`, NOT_FROM_SCALEKIT, keepAlive)
  }
  if (isCrash(answer)) {
    return fail(
      `It stumbled over ${lack} instead of refusing it: ${describeAnswer(answer)}. Nothing was accepted, but a 5xx says that the handler itself failed: it raises alarms, and whoever knows the address can raise them at will. Answer 400 or 401.`,
      NOT_FROM_SCALEKIT,
      surviveNonsense
    )
  }
  if (isRedirect(answer)) {
    return fail(
      `It redirected ${lack} instead of refusing it: ${answer.status}. Answer 400 or 401.`,
      NOT_FROM_SCALEKIT,
      refuseBad
    )
  }
  return fail(`It accepted ${lack}: ${describeAnswer(answer)}.`, OPEN_TO_ANYONE, refuseBad)
}

/** A well signed delivery, unusual in its headers only. */
function judgeUnusual(answer: Exchange, what: string, advice: string): Judgement {
  if (isAccepted(answer)) return pass(`Accepted ${what}: ${describeAnswer(answer)}.`, DELIVERED)
  return fail(
    `It did not accept ${what}: ${describeAnswer(answer)}. ${advice}`,
    consequenceOf(answer),
    mendVerification(advice)
  )
}

export const signatureProbes: readonly ProbeWork[] = [
  valid,
  refusal(
    'unsigned',
    'Unsigned delivery refused',
    'Anyone on the internet can post JSON to a public address. Only the signature tells Scalekit’s from theirs.',
    'a delivery without a signature',
    (conversation) =>
      conversation.deliver('The same without signature headers', userEvent(UPDATED, conversation.now()), {
        headers: () => []
      })
  ),
  refusal(
    'forged',
    'Forged signature refused',
    'A signature of the right form, made with another key: what somebody sends who read the documentation.',
    'a delivery signed with another key',
    (conversation) =>
      conversation.deliver('Signed with a key made up for this', userEvent(UPDATED, conversation.now()), {
        secret: randomSecret()
      })
  ),
  refusal(
    'tampered',
    'Tampered body refused',
    'The headers of a real delivery with another body: what somebody can send who saw one delivery.',
    'a body that was changed after signing',
    (conversation) => {
      const signedText = JSON.stringify(userEvent(UPDATED, conversation.now()))
      const changed = signedText.replaceAll(TEST_ENTITY.userName, 'Tampered Name (test)')
      return conversation.deliver('A correct signature, then another name in the body', changed, {
        signedText
      })
    }
  ),
  refusal(
    'stale',
    'Old delivery refused',
    'Whoever got hold of a delivery could send it again years later. The timestamp, which is signed too, limits that to five minutes.',
    'a correctly signed delivery that is ten minutes old',
    (conversation) =>
      conversation.deliver('Correctly signed, ten minutes ago', userEvent(UPDATED, conversation.now()), {
        at: conversation.now() - 10 * MINUTE_MS
      })
  ),
  refusal(
    'future',
    'Delivery from the future refused',
    'The limit holds in both directions: a timestamp ahead of the clock would stay valid for longer.',
    'a correctly signed delivery from ten minutes ahead',
    (conversation) =>
      conversation.deliver('Correctly signed, ten minutes ahead', userEvent(UPDATED, conversation.now()), {
        at: conversation.now() + 10 * MINUTE_MS
      })
  ),
  createProbe(
    'signature',
    'rotation',
    'Second signature accepted',
    'While a secret is being rotated, a sender may sign with the old and the new one and put both signatures into the header. One that fits is enough, wherever it stands.',
    async (conversation) => {
      const body = JSON.stringify(userEvent(UPDATED, conversation.now()))
      const answer = await conversation.deliver('Two signatures, the good one second', body, {
        headers: (signed) => withOtherSignatureFirst(signed, body, conversation.now())
      })
      return judgeUnusual(
        answer,
        'a header with two signatures of which the second is good',
        'Split webhook-signature at the spaces and accept the delivery if any of its parts fits; the SDKs do.'
      )
    }
  ),
  createProbe(
    'signature',
    'header-case',
    'Header names in any case',
    'HTTP header names have no case, and proxies and tunnels rewrite them.',
    async (conversation) => {
      const answer = await conversation.deliver(
        'Webhook-Id, Webhook-Timestamp and Webhook-Signature in Title-Case',
        userEvent(UPDATED, conversation.now()),
        { headers: (signed) => signed.map(([name, value]) => [titleCase(name), value]) }
      )
      return judgeUnusual(
        answer,
        'header names in Title-Case',
        'Look the three headers up by their names in lower case, after making the names lower-case.'
      )
    }
  )
]

function withOtherSignatureFirst(signed: readonly HeaderPair[], body: string, now: number): HeaderPair[] {
  const other = signWebhook(randomSecret(), newDeliveryId(), now, Buffer.from(body))['webhook-signature']
  return signed.map(([name, value]) => [name, name === 'webhook-signature' ? `${other} ${value}` : value])
}

const titleCase = (name: string): string => name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())
