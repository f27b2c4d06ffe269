import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import { useMemo } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'
import { collectFields, type KnownFields } from './known-fields.ts'

const seed = 1
const examples = 4

/** What to offer while an event is edited: its own names and values, and those that the catalogue has for its type. */
export function useKnownFields(original: string, type: string): KnownFields {
  const client = useClient()
  const read = useRead(`catalogue ${type}`, async () => {
    const [{ rows }, made] = await Promise.all([
      client.call('samples.types', {}),
      // The catalogue does not have every type that was ever sent.
      client.call('simulator.make', { type, count: examples, seed }).catch(() => ({ events: [] }))
    ])
    return { types: rows.map((row) => row.type), bodies: made.events.map(({ body }) => body) }
  })
  const catalogue = read.status === 'ready' ? read.value : null
  return useMemo(
    () => collectFields([original, ...(catalogue?.bodies ?? [])].flatMap(parsed), catalogue?.types ?? []),
    [original, catalogue]
  )
}

function parsed(text: string): readonly JsonNode[] {
  try {
    return [parseJsonText(text)]
  } catch (error) {
    if (error instanceof JsonTextError) return []
    throw error
  }
}
