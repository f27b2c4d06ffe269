import { bareUserEvent, groupEvent, userEvent } from './check-events.ts'
import { consequenceOf, DELIVERED } from './consequences.ts'
import { judgeAll } from './delivery-probes.ts'
import { anyText, largeBodies, mendVerification, optionalFields } from './fixes.ts'
import { createProbe, describeAnswer, fail, isAccepted, isRefused, pass, type ProbeWork } from './probe.ts'

const UPDATED = 'organization.directory.user_updated'
const MEMBERS = 5_000

/** Right to left, beyond the first plane, joined from several code points, and combined from two. */
const NAMES = {
  family_name: 'מבחן اختبار',
  given_name: '测试 👩🏽‍💻',
  name: 'Zoe\u0308 测试 מבחן اختبار 👩🏽‍💻 O’Check'
}
const NO_NAMES = { family_name: null, given_name: null, name: null, preferred_username: null }

export const payloadProbes: readonly ProbeWork[] = [
  createProbe(
    'payload',
    'missing-fields',
    'Optional fields missing',
    'Scalekit leaves fields out when the directory has no value for them. Only the ids are certain.',
    async (conversation) => {
      const event = bareUserEvent(UPDATED, conversation.now())
      return judgeAll([await conversation.deliver('A user with ids and nothing else', event)], {
        accepted: 'It accepted a user without e-mail, names and all other optional fields.',
        fixes: optionalFields
      })
    }
  ),
  createProbe(
    'payload',
    'names',
    'Null and unusual names',
    'Directories hold names in every script, and service accounts without any.',
    async (conversation) => {
      const nameless = await conversation.deliver(
        'Names that are null',
        userEvent(UPDATED, conversation.now(), NO_NAMES)
      )
      const unusual = await conversation.deliver(
        'Names with right-to-left text, emoji and combining marks',
        userEvent(UPDATED, conversation.now(), NAMES)
      )
      return judgeAll([nameless, unusual], {
        accepted: 'It accepted names that are null and names in several scripts with emoji.',
        fixes: isAccepted(nameless) ? anyText : optionalFields
      })
    }
  ),
  createProbe(
    'payload',
    'large-group',
    'Group of 5,000 members',
    'A group event carries all its members. Many frameworks refuse bodies over 100 kB unless they are told otherwise.',
    async (conversation) => {
      const event = groupEvent('organization.directory.group_updated', conversation.now(), MEMBERS)
      const answer = await conversation.deliver('A group with 5,000 members', event)
      const size = `${Math.round(answer.requestBytes / 1_000)} kB`
      if (isAccepted(answer)) return pass(`Accepted ${size}: ${describeAnswer(answer)}.`, DELIVERED)
      return fail(
        `It did not accept a body of ${size}: ${describeAnswer(answer)}.`,
        consequenceOf(answer),
        largeBodies
      )
    }
  ),
  createProbe(
    'payload',
    'json-forms',
    'JSON that parsing does not preserve',
    'JSON can write the same value in several ways. The signature is made over the bytes; a handler that parses the body and verifies JSON.stringify of it computes another one as soon as a body is written otherwise, for instance with an & in a name.',
    async (conversation) => {
      const bodies = [escaped(conversation.now()), withNumbers(conversation.now())] as const
      const answers = [
        await conversation.deliver(
          String.raw`Escapes that JSON allows: \u0026 for & and \/ for /`,
          bodies[0]
        ),
        await conversation.deliver(
          'Numbers as 1.0, 1e2 and beyond 2^53, and a line feed at the end',
          bodies[1]
        )
      ]
      const at = answers.findIndex((one) => !isAccepted(one))
      const [answer, body] = [answers[at], bodies[at]]
      if (!answer || body === undefined) {
        return pass(
          'It accepted bodies that JSON.stringify would write otherwise: it verifies the bytes.',
          DELIVERED
        )
      }
      if (!isRefused(answer)) {
        return fail(
          `It failed on a body that is valid JSON: ${answer.what}. ${describeAnswer(answer)}.`,
          consequenceOf(answer),
          optionalFields
        )
      }
      // Signed over what such a handler computes the signature of, which nobody who verifies the bytes accepts.
      const proof = await conversation.deliver(
        'The same body, with a signature made over JSON.stringify of the parsed body',
        body,
        { signedText: JSON.stringify(JSON.parse(body)) }
      )
      const cause = isAccepted(proof)
        ? 'It verifies the re-stringified body, not the bytes that came: it accepted the same body with a signature made over JSON.stringify(JSON.parse(body)).'
        : 'Most likely it verifies a body that was parsed and written again, not the bytes that came.'
      return fail(
        `It refused a correctly signed delivery: ${answer.what}. ${describeAnswer(answer)}. ${cause}`,
        consequenceOf(answer),
        mendVerification(
          'Give the SDK the body as it came, as text or bytes. JSON.stringify(await request.json()) and JSON.stringify(req.body) are other bytes as soon as the sender writes JSON in another way.'
        )
      )
    }
  )
]

function escaped(now: number): string {
  const change = { department: 'Sales & Marketing', picture: 'https://webhook-inspector.example/picture' }
  return JSON.stringify(userEvent(UPDATED, now, change))
    .replaceAll('&', String.raw`\u0026`)
    .replaceAll('/', String.raw`\/`)
}

function withNumbers(now: number): string {
  const numbers = { share: '@1.0@', budget: '@1e2@', badge: '@12345678901234567890@' }
  const text = JSON.stringify(userEvent(UPDATED, now, { custom_attributes: numbers }))
  return `${text.replaceAll(/"@(.+?)@"/g, '$1')}\n`
}
