import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { Decision } from '#shared/endpoint-models.ts'

/** What a released trigger may be handed back with ALLOW. */
interface ReturnRule {
  readonly schema: z.ZodType
  readonly sentence: string
}

const id = z.string().min(1)
const claims: ReturnRule = {
  schema: z.strictObject({ claims: z.record(z.string(), z.json()) }).partial(),
  sentence: 'only claims, an object whose members go into the token'
}
const RETURN_RULES: Readonly<Record<string, ReturnRule>> = {
  PRE_SIGNUP: {
    schema: z
      .strictObject({
        create_organization_membership: z
          .strictObject({ organization_id: id, external_organization_id: id, roles: z.array(z.string()) })
          .partial()
          .refine((value) => (value.organization_id ?? value.external_organization_id) !== undefined)
      })
      .partial(),
    sentence:
      'only create_organization_membership, with organization_id or external_organization_id, and roles, a list of names'
  },
  PRE_SESSION_CREATION: claims,
  PRE_USER_INVITATION: { schema: z.strictObject({}), sentence: 'nothing but the decision' },
  PRE_M2M_TOKEN_CREATION: claims
}
const LONGEST_NAME = 100
const MOST_TRIGGERS = 50
const LARGEST_RESPONSE = 20_000

/** Decisions as they are kept. Throws `invalid_input` for one that Scalekit would not understand. */
export function readDecisions(decisions: Readonly<Record<string, Decision>>): Record<string, Decision> {
  const entries = Object.entries(decisions)
  if (entries.length > MOST_TRIGGERS) {
    throw new AppError('invalid_input', `An endpoint can decide on ${MOST_TRIGGERS} triggers at most.`)
  }
  return Object.fromEntries(entries.map(([trigger, decision]) => [trigger, readDecision(trigger, decision)]))
}

/** A message stays with ALLOW, unsent, so that switching to and fro does not lose it. */
function readDecision(trigger: string, { decision, message, response }: Decision): Decision {
  if (trigger.trim() === '' || trigger.length > LONGEST_NAME) {
    throw new AppError(
      'invalid_input',
      `The name of a trigger has 1 to ${LONGEST_NAME} characters, like PRE_SIGNUP.`
    )
  }
  if (response !== null) checkResponse(trigger, decision, response)
  return { decision, message: message?.trim() || null, response }
}

function checkResponse(
  trigger: string,
  decision: Decision['decision'],
  response: NonNullable<Decision['response']>
): void {
  if (decision === 'DENY') {
    throw new AppError('invalid_input', `${trigger}: only ALLOW can return a response. Remove it, or allow.`)
  }
  if (JSON.stringify(response).length > LARGEST_RESPONSE) {
    throw new AppError(
      'invalid_input',
      `${trigger}: the response is longer than ${LARGEST_RESPONSE} characters. Shorten it.`
    )
  }
  // Triggers that are not released yet, or not known here, may return what they like.
  const rule = Object.hasOwn(RETURN_RULES, trigger) ? RETURN_RULES[trigger] : undefined
  if (rule && !rule.schema.safeParse(response).success) {
    throw new AppError('invalid_input', `${trigger} can return ${rule.sentence}.`)
  }
}

/** What an interceptor call is answered, exactly as Scalekit reads it. A trigger that nobody decided on is allowed. */
export function decisionBody(
  decisions: Readonly<Record<string, Decision>>,
  trigger: string | null
): Pick<Decision, 'decision'> & Record<string, unknown> {
  const decided = trigger !== null && Object.hasOwn(decisions, trigger) ? decisions[trigger] : undefined
  if (!decided) return { decision: 'ALLOW' }
  const { decision, message, response } = decided
  if (decision === 'DENY') return message === null ? { decision } : { decision, error: { message } }
  return response === null ? { decision } : { decision, response }
}
