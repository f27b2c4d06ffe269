import { z } from 'zod'
import { Endpoint } from '#shared/endpoint-models.ts'
import { SecretSummary } from '#shared/models.ts'
import { nothing, secretId, endpointId, endpointFields } from './fields.ts'

/** Endpoints, secrets and credentials. */
export const setupCommands = {
  'endpoints.list': { input: nothing, output: z.object({ rows: z.array(Endpoint) }) },
  'endpoints.add': {
    input: z.strictObject({
      name: endpointFields.name,
      path: endpointFields.path,
      forwardTargets: endpointFields.forwardTargets.optional(),
      forwarding: endpointFields.forwarding.optional(),
      answers: endpointFields.answers.optional(),
      decisions: endpointFields.decisions.optional()
    }),
    output: Endpoint
  },
  'endpoints.set': {
    input: z.strictObject({ id: endpointId, ...z.object(endpointFields).partial().shape }),
    output: Endpoint
  },
  /** With its secrets. What it received stays. The first endpoint cannot be removed. */
  'endpoints.remove': {
    input: z.strictObject({ id: endpointId }),
    output: z.object({ rows: z.array(Endpoint) })
  },
  'secrets.list': { input: nothing, output: z.object({ rows: z.array(SecretSummary) }) },
  /** Stores a secret in the vault. `notes` says what forgiving paste handling removed. `promoted` counts unchecked and rejected deliveries that it turned into events. */
  'secrets.add': {
    input: z.strictObject({
      kind: z.enum(['signing', 'ngrok', 'scalekit']),
      /** A secret, or a whole .env file that has it in it. */
      value: z.string().min(1).max(20_000),
      label: z.string().max(100).optional(),
      /** Of a signing secret; the first endpoint when absent. */
      endpointId: endpointId.optional()
    }),
    output: z.object({ secret: SecretSummary, notes: z.array(z.string()), promoted: z.int() })
  },
  /** Where an ngrok authtoken lies outside the app. Looked up now, and never otherwise; no value is told. */
  'authtoken.find': {
    input: nothing,
    output: z.object({
      found: z.array(
        z.object({ from: z.enum(['environment', 'configFile']), where: z.string(), lastFour: z.string() })
      )
    })
  },
  'authtoken.import': {
    input: z.strictObject({ from: z.enum(['environment', 'configFile']) }),
    output: z.object({ secret: SecretSummary })
  },
  /** Asks Scalekit for a token with the stored API credentials. `ok: false` says in words why not and what to do. */
  'credentials.test': {
    input: nothing,
    output: z.object({ ok: z.boolean(), message: z.string(), action: z.string().nullable() })
  },
  'secrets.remove': {
    input: z.strictObject({ id: secretId }),
    output: z.object({ rows: z.array(SecretSummary) })
  }
}
