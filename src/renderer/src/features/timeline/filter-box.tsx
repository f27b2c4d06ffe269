import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { EventSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { shortcuts } from '../../shortcuts.ts'
import { useAppState } from '../../state/app-state.ts'
import type { ListStore } from '../../state/list-store.ts'
import { useStore } from '../../state/store.ts'
import { focusPane } from '../frame/panes.ts'
import { useShortcut } from '../shortcuts/use-shortcuts.ts'
import styles from './filter-box.module.css'

const typingMs = 200

/** Why the core does not take the filter, null where it does; while the app is out of reach nobody can tell. */
export function useRefusal(store: ListStore<EventSummary>): string | null {
  const { query } = useAppState()
  const { error } = useStore(store)
  const applied = useStore(query)
  const isLost = useStore(useClient().loss) !== null
  return applied === '' || isLost ? null : error
}

/** Finds events; what the core does not understand, it says below the box. */
export function FilterBox({ store }: { readonly store: ListStore<EventSummary> }) {
  const { query } = useAppState()
  const applied = useStore(query)
  const refusal = useRefusal(store)
  const [text, setText] = useState(applied)
  const sent = useRef(applied)
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const apply = (value: string) => {
    clearTimeout(typing.current)
    sent.current = value.trim()
    query.set(sent.current)
  }
  const type = (value: string) => {
    setText(value)
    clearTimeout(typing.current)
    typing.current = setTimeout(() => apply(value), typingMs)
  }
  useEffect(
    () =>
      query.subscribe(() => {
        const value = query.getSnapshot()
        // Someone else set the filter, like the button that clears it.
        if (value === sent.current) return
        sent.current = value
        setText(value)
      }),
    [query]
  )
  useShortcut('filter', () => input.current?.select())

  const clear = () => {
    setText('')
    apply('')
  }
  const isRefused = refusal !== null
  return (
    <search className={styles['box']}>
      <Search size={14} aria-hidden />
      <input
        ref={input}
        type="text"
        role="searchbox"
        aria-label="Filter events"
        aria-invalid={isRefused}
        aria-describedby={isRefused ? 'filter-error' : undefined}
        placeholder="Filter by name, e-mail, id, type:… org:…"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply(text)
          else if (event.key === 'ArrowDown') focusPane('timeline')
          else if (event.key !== 'Escape') return
          else if (text === '') focusPane('timeline')
          else clear()
          event.preventDefault()
        }}
      />
      {text === '' ? (
        <kbd aria-hidden>{shortcuts.filter.shown}</kbd>
      ) : (
        <Button look="ghost" size="small" isIcon aria-label="Clear the filter" onClick={clear}>
          <X size={14} aria-hidden />
        </Button>
      )}
      {isRefused && (
        <p id="filter-error" role="alert" className={styles['error']}>
          {refusal}
        </p>
      )}
    </search>
  )
}
