import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { QueryError } from '#shared/query/parse-query.ts'
import { Button } from '../../components/button.tsx'
import clamp from '../../components/clamp.module.css'
import { classNames } from '../../lib/class-names.ts'
import { shortcuts } from '../../shortcuts.ts'
import { useAppState } from '../../state/app-state.ts'
import type { ListingRead } from '../../state/listing.ts'
import { useStore } from '../../state/store.ts'
import { focusPane } from '../frame/panes.ts'
import { useShortcut } from '../shortcuts/use-shortcuts.ts'
import styles from './filter-box.module.css'

const typingMs = 200
/** What the core takes, less what a view adds. */
const maxLength = 1_900

/** Narrows the timeline down. Below the box it reads the filter back, or points at what cannot be read. */
export function FilterBox({ read }: { readonly read: ListingRead }) {
  const { query } = useAppState()
  const applied = useStore(query)
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
  return (
    <search className={styles['search']}>
      <div className={styles['box']}>
        <Search size={14} aria-hidden />
        <input
          ref={input}
          type="text"
          role="searchbox"
          aria-label="Filter"
          aria-invalid={!read.ok}
          aria-describedby={applied === '' ? undefined : 'filter-reading'}
          placeholder="Filter by name, e-mail, id, type:… org:… is:…"
          spellCheck={false}
          autoComplete="off"
          maxLength={maxLength}
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
      </div>
      <div id="filter-reading" role="status">
        {!read.ok && <Mistake filter={applied} error={read.error} />}
        {read.ok && applied !== '' && (
          <p className={classNames(styles['sentence'], clamp['clamp'])} title={read.sentence}>
            {read.sentence}
          </p>
        )}
      </div>
    </search>
  )
}

/** So much of a long filter is shown to either side of what is wrong with it. */
const aroundLength = 24

function Mistake({ filter, error: { at, length, message } }: { filter: string; error: QueryError }) {
  const end = at + Math.max(1, length)
  const from = Math.max(0, at - aroundLength)
  const to = Math.min(filter.length, end + aroundLength)
  return (
    <div className={styles['mistake']}>
      <code>
        {from > 0 && '…'}
        {filter.slice(from, at)}
        <mark>{filter.slice(at, end)}</mark>
        {filter.slice(end, to)}
        {to < filter.length && '…'}
      </code>
      <p>{message}</p>
    </div>
  )
}
