import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import type { Attempt, EventSummary } from '#shared/models.ts'
import type { Compared } from '#shared/replay-models.ts'

type Answer = Pick<Attempt, 'id' | 'outcome' | 'status' | 'durationMs' | 'responseBody'>

/** What two replays got for one event. Null where neither has an attempt that ended. */
export function compareAnswers(
  event: Pick<EventSummary, 'id' | 'type' | 'label'>,
  before: Answer | null,
  after: Answer | null
): Compared | null {
  const earlier = before?.outcome === 'pending' ? null : before
  const later = after?.outcome === 'pending' ? null : after
  const verdict = judge(earlier, later)
  if (verdict === null) return null
  return {
    eventId: event.id,
    type: event.type,
    label: event.label,
    verdict,
    before: earlier && shorten(earlier),
    after: later && shorten(later)
  }
}

function judge(before: Answer | null, after: Answer | null): Compared['verdict'] | null {
  if (!before) return after && 'new'
  if (!after) return 'missing'
  if (before.status !== after.status || before.outcome !== after.outcome) return 'status'
  return isSameBody(before.responseBody, after.responseBody) ? 'same' : 'body'
}

const shorten = ({ id, status, durationMs }: Answer) => ({ attemptId: id, status, durationMs })

/** Equal as text, or as JSON whatever the order of its names. Everything else counts, dates and ids too. */
export function isSameBody(before: string | null, after: string | null): boolean {
  if ((before ?? '') === (after ?? '')) return true
  if (before === null || after === null) return false
  try {
    return canonical(parseJsonText(before)) === canonical(parseJsonText(after))
  } catch (error) {
    // No JSON, or nested deeper than can be walked.
    if (error instanceof JsonTextError || error instanceof RangeError) return false
    throw error
  }
}

/** The same text for equal values: names sorted, of repeated ones the order kept. */
function canonical(node: JsonNode): string {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.value)
    case 'number':
      return node.digits
    case 'array':
      return `[${node.items.map(canonical).join(',')}]`
    case 'object': {
      const members = node.members.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
      return `{${members.map(({ key, value }) => `${JSON.stringify(key)}:${canonical(value)}`).join(',')}}`
    }
    case 'null':
    case 'true':
    case 'false':
      return node.kind
  }
}
