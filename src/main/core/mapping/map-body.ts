import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import type { Mapping, Provider, ShapeChange } from '#shared/mapping-models.ts'
import { EXPLAINED, explainMapping } from './explain-mapping.ts'
import { guessProvider, type ToldProvider } from './guess-provider.ts'
import { experienceOf, type Pair } from './pairs.ts'
import { findSubject, type Subject } from './subject.ts'

/** What a directory's events have shown of one kind of resource. */
export interface Known {
  readonly events: number
  readonly since: number
  readonly pairs: ReadonlyMap<string, Pair>
}

/** All that the mapping of an event is made of besides its body; it can be handed to another thread. */
export interface MappingContext {
  readonly organizationId: string | null
  readonly organizationName: string | null
  readonly chosen: Provider | null
  readonly told: readonly ToldProvider[]
  readonly known: Readonly<Record<Subject['resource'], Known | null>>
  readonly news: readonly ShapeChange[]
}

/** Where each attribute of a body came from. A body that is no JSON has none. */
export function mapBody(body: Uint8Array, context: MappingContext): Mapping {
  const { organizationId, organizationName, chosen, told, known, news } = context
  const node = read(body)
  const subject = node && findSubject(node, EXPLAINED)
  const { guess, evidence } = guessProvider(subject, told)
  const learned = known[subject?.resource ?? 'user']
  return {
    resource: subject?.resource ?? null,
    directory: {
      organizationId,
      organizationName,
      events: learned?.events ?? 0,
      since: learned?.since ?? null
    },
    provider: { guess, evidence, chosen },
    ...(subject
      ? explainMapping(subject, chosen ?? guess, experienceOf(learned?.pairs ?? new Map()))
      : { fields: [], unmapped: [], more: { fields: 0, unmapped: 0, isCut: false } }),
    news: [...news]
  }
}

function read(body: Uint8Array): JsonNode | null {
  try {
    return parseJsonText(new TextDecoder().decode(body))
  } catch (error) {
    if (error instanceof JsonTextError) return null
    throw error
  }
}
