import type { Exchange } from '#shared/check-models.ts'
import { makeEvent, TEST_ENTITY, userEvent } from './check-events.ts'
import { consequenceOf, DELIVERED, RETRIED } from './consequences.ts'
import { newDeliveryId } from './conversation.ts'
import { acceptAgain, acceptAnyOrder, bothNames, surviveNonsense, tolerateTypes } from './fixes.ts'
import {
  createProbe,
  describeAnswer,
  fail,
  isAccepted,
  isCrash,
  pass,
  type Fix,
  type Judgement,
  type ProbeWork
} from './probe.ts'

const DAY_MS = 86_400_000
const CREATED = 'organization.directory.user_created'
const UPDATED = 'organization.directory.user_updated'
const DELETED = 'organization.directory.user_deleted'

/** Good deliveries, all of which must be accepted. */
export function judgeAll(
  answers: readonly Exchange[],
  { accepted, fixes }: { readonly accepted: string; readonly fixes: readonly Fix[] }
): Judgement {
  const first = answers.find((one) => !isAccepted(one))
  if (!first) return pass(accepted, DELIVERED)
  return fail(
    `It did not accept this one: ${first.what}. ${describeAnswer(first)}.`,
    consequenceOf(first),
    fixes
  )
}

export const deliveryProbes: readonly ProbeWork[] = [
  createProbe(
    'delivery',
    'duplicate',
    'Same delivery again',
    'Scalekit delivers at least once: when your answer gets lost, the same webhook-id and body come again, at times while the first is still being worked on.',
    async (conversation) => {
      const id = newDeliveryId()
      const body = userEvent(UPDATED, conversation.now())
      const twin = newDeliveryId()
      const twins = userEvent(UPDATED, conversation.now())
      const answers = [
        await conversation.deliver('A new delivery', body, { id }),
        await conversation.deliver('The same webhook-id and body again, freshly signed', body, { id }),
        ...(await Promise.all([
          conversation.deliver('One of two identical deliveries at once', twins, { id: twin }),
          conversation.deliver('The other of two identical deliveries at once', twins, { id: twin })
        ]))
      ]
      return judgeAll(answers, {
        accepted: `It accepted the same delivery twice, one after the other and at once. Whether it acted once cannot be told from outside: your data should hold one user ${TEST_ENTITY.email}.`,
        fixes: acceptAgain
      })
    }
  ),
  createProbe(
    'delivery',
    'out-of-order',
    'Deliveries out of order',
    'A delivery that is tried again arrives after later ones: an update comes before the create it belongs to, or an older state after a newer one.',
    async (conversation) => {
      const now = conversation.now()
      const { userId, organizationId, email } = TEST_ENTITY
      const gone = { dp_id: 'handler-check', email, id: userId, organization_id: organizationId }
      const answers = [
        await conversation.deliver('The user is deleted', makeEvent(DELETED, 'DirectoryUser', gone, now)),
        await conversation.deliver(
          'An update of the user, who is not there',
          userEvent(UPDATED, now + 1_000, { department: 'Newest department' })
        ),
        await conversation.deliver('The create that belongs before it', userEvent(CREATED, now)),
        await conversation.deliver(
          'An update that happened a day earlier',
          userEvent(UPDATED, now - DAY_MS, { department: 'Outdated department' })
        )
      ]
      return judgeAll(answers, {
        accepted: `It accepted an update before its create and an older event after a newer one. Which of them counted cannot be told from outside: the department of ${email} should not be "Outdated department".`,
        fixes: acceptAnyOrder
      })
    }
  ),
  createProbe(
    'delivery',
    'unknown-type',
    'Unknown event type tolerated',
    'Scalekit adds event types, and an endpoint may be subscribed to more than the handler knows.',
    async (conversation) => {
      const type = 'organization.handler_check_of_an_unknown_type'
      const { organizationId } = TEST_ENTITY
      const event = makeEvent(
        type,
        'SomethingNew',
        { id: organizationId, organization_id: organizationId },
        conversation.now()
      )
      return judgeAll([await conversation.deliver('An event of a type that does not exist', event)], {
        accepted: 'It accepted an event of a type that it cannot know.',
        fixes: tolerateTypes
      })
    }
  ),
  createProbe(
    'delivery',
    'type-names',
    'Today’s and legacy type names',
    'The names of event types changed in January 2025. A handler that was copied from older examples knows the old ones only, and one that gets old events replayed meets both.',
    async (conversation) => {
      const answers = [
        await conversation.deliver(`Today’s name: ${UPDATED}`, userEvent(UPDATED, conversation.now())),
        await conversation.deliver(
          'The legacy name: scalekit.dir.user.update',
          userEvent('scalekit.dir.user.update', conversation.now())
        )
      ]
      return judgeAll(answers, {
        accepted:
          'It accepted both names. Whether it acts on either cannot be told from outside: look for today’s names in its code, as they are the ones that come.',
        fixes: bothNames
      })
    }
  ),
  createProbe(
    'delivery',
    'empty',
    'Empty body and GET survived',
    'Scanners, health checks and people with a browser reach a public address too. They must not bring the handler down.',
    async (conversation) => {
      const answers = [
        await conversation.deliver('A signed POST without a body', ''),
        await conversation.request('A GET', { method: 'GET', headers: [], body: '' })
      ]
      // 501 is how some servers say that they have no GET.
      const bad = answers.find((one) => one.status === null || (isCrash(one) && one.status !== 501))
      if (!bad) {
        const [post, get] = answers
        return pass(`It answered ${post?.status} to an empty body and ${get?.status} to GET.`, null)
      }
      return fail(
        `It stumbled over this: ${bad.what}. ${describeAnswer(bad)}.`,
        `Scalekit sends neither. But a handler that fails on them may be down when a delivery comes, and then: ${RETRIED}`,
        surviveNonsense
      )
    }
  )
]
