import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

/** Forms in which one event can be copied to be sent from elsewhere. */
export const CopyForm = z.enum(['curl', 'curlScript', 'fetch', 'vitest', 'jest', 'pytest', 'http'])
export type CopyForm = z.infer<typeof CopyForm>

/** What is taken out of shared events. Pseudonyms are the same for the same value throughout one share. */
export const Redaction = z.strictObject({
  /** Names, e-mails, phone numbers, addresses, pictures, user names: by consistent pseudonyms. */
  people: z.boolean(),
  /** `evt_`, `diruser_`, `org_`, … and ids of the identity provider. */
  ids: z.boolean(),
  /** Organisations' names and domains. */
  organizations: z.boolean(),
  /** Paths whose values are replaced whatever they are, as labels: `data.raw_attributes.title`. */
  paths: z.array(z.string().max(300)).max(100)
})
export type Redaction = z.infer<typeof Redaction>

/** One replacement, for the preview. */
export const Redacted = z.object({
  label: z.string(),
  kind: z.enum(['secret', 'person', 'id', 'organization', 'path']),
  before: z.string(),
  after: z.string()
})
export type Redacted = z.infer<typeof Redacted>
