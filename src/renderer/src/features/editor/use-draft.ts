import { useState } from 'react'
import type { EventDetail, HeaderPair } from '#shared/models.ts'
import type { Variant } from '#shared/replay-models.ts'
import { fitting, indented } from './body-difference.ts'
import type { LazyText } from './code-editor.tsx'
import { editableHeaders, writtenHeaders } from './outgoing-headers.ts'

/** What is being edited, and whether that is anywhere else as well. */
export interface Draft {
  readonly text: LazyText
  readonly setText: (text: LazyText) => void
  readonly headers: readonly HeaderPair[]
  readonly setHeaders: (headers: readonly HeaderPair[]) => void
  /** What the editor starts with. */
  readonly start: string
  /** As `replays.start` and `variants.save` take it. */
  readonly content: () => { readonly body: string; readonly headers: HeaderPair[] }
  readonly hasEdits: () => boolean
  /** Says that it is saved as it is now. */
  readonly markSaved: () => void
}

export function useDraft(event: EventDetail, original: string, variant: Variant | null): Draft {
  const [start] = useState(() => indented(variant?.body ?? original))
  const [text, setText] = useState<LazyText>(start)
  const [headers, setHeaders] = useState(() => variant?.headers ?? editableHeaders(event.delivery.headers))
  const [saved, setSaved] = useState({ text: start, headers: JSON.stringify(headers) })
  const now = () => ({ text: text.toString(), headers: JSON.stringify(headers) })
  return {
    text,
    setText,
    headers,
    setHeaders,
    start,
    content: () => ({ body: fitting(text.toString()), headers: writtenHeaders(headers) }),
    hasEdits: () => {
      const { text: written, headers: ofNow } = now()
      return written !== saved.text || ofNow !== saved.headers
    },
    markSaved: () => setSaved(now())
  }
}
