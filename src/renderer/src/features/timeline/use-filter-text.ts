import { useEffect, useRef, useState } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'

const typingMs = 200

/** What stands in the filter box; it becomes the filter once the reader pauses. */
export function useFilterText() {
  const { query } = useAppState()
  const applied = useStore(query)
  const [text, setText] = useState(applied)
  const sent = useRef(applied)
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(
    () =>
      query.subscribe(() => {
        const value = query.getSnapshot()
        // Someone else set the filter, like a facet or the button that clears it.
        if (value === sent.current) return
        clearTimeout(typing.current)
        sent.current = value
        setText(value)
      }),
    [query]
  )
  const send = (value: string) => {
    clearTimeout(typing.current)
    sent.current = value.trim()
    query.set(sent.current)
  }
  return {
    text,
    /** A token whose value is still to come is no mistake yet: it waits for that, or for Enter. */
    type(value: string) {
      setText(value)
      clearTimeout(typing.current)
      if (!/(?:^|\s)-?[a-z]+:$/i.test(value)) typing.current = setTimeout(() => send(value), typingMs)
    },
    apply(value: string) {
      setText(value)
      send(value)
    },
    clear() {
      setText('')
      send('')
    }
  }
}
