import { callOutsOf, type CallOut } from '#shared/changes/call-outs.ts'
import type { DiffRow } from '#shared/diff-models.ts'
import { parseJsonText } from '#shared/json-text.ts'
import type { EventDetail } from '#shared/models.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'

/** Larger payloads are not read for this: what changed in them tells enough. */
const mostBytes = 300_000

/** What must not be overlooked about a change or, without rows, about a start. */
export function useCallOuts(event: EventDetail, rows: readonly DiffRow[] | null): readonly CallOut[] {
  const { bodies } = useAppState()
  const body = useRead(event.id, async () => {
    if (event.bodyBytes > mostBytes) return null
    const { text } = await bodies.read({ kind: 'event', id: event.id }, false)
    return text === null ? null : parseJsonText(text)
  })
  if (body.status === 'loading') return []
  return callOutsOf({ rows, after: body.status === 'ready' ? body.value : null })
}
