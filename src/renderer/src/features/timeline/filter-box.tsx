import { Autocomplete } from '@base-ui/react/autocomplete'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { actions } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import clamp from '../../components/clamp.module.css'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import type { ListingRead } from '../../state/listing.ts'
import { useStore } from '../../state/store.ts'
import { SaveFilter } from '../facets/save-filter.tsx'
import { focusPane } from '../frame/panes.ts'
import { useAction } from '../shortcuts/use-action.ts'
import styles from './filter-box.module.css'
import { FilterMistake } from './filter-mistake.tsx'
import { FilterOptions } from './filter-options.tsx'
import { suggest, suggestNext, type Suggestion } from './filter-suggestions.ts'
import { useFilterText } from './use-filter-text.ts'
import { useKnownValues, useRemember } from './use-known-values.ts'

/** What the core takes, less what a view adds. */
const maxLength = 1_900

/** Narrows the timeline down. Below the box it reads the filter back, or points at what cannot be read. */
export function FilterBox({ read }: { readonly read: ListingRead }) {
  const { query } = useAppState()
  const applied = useStore(query)
  const { text, type, apply, clear } = useFilterText()
  const [isOpen, setIsOpen] = useState(false)
  const [isClicked, setIsClicked] = useState(false)
  const [caret, setCaret] = useState(0)
  const [at, setAt] = useState<Suggestion | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLElement>(null)
  const nextCaret = useRef<number>(null)
  const known = useKnownValues()
  const remember = useRemember()
  const offer = isClicked ? suggestNext : suggest
  const suggestions = isOpen ? offer(text, Math.min(caret, text.length), known) : []
  useAction('filter', () => input.current?.select())
  useEffect(() => {
    if (nextCaret.current === null) return
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current)
    nextCaret.current = null
  })

  const pick = ({ text: whole, caret: next, isOpen: isUnfinished }: Suggestion) => {
    nextCaret.current = next
    setAt(null)
    setCaret(next)
    setIsOpen(isUnfinished)
    if (isUnfinished) type(whole)
    else {
      apply(whole)
      remember(whole)
    }
  }
  const change = (value: string) => {
    setCaret(input.current?.selectionStart ?? value.length)
    setIsClicked(false)
    setIsOpen(true)
    type(value)
  }
  const wipe = () => {
    setIsOpen(false)
    clear()
  }
  const isList = suggestions.length > 0
  const onKey = (key: string): boolean => {
    if (key === 'Enter' && at !== null) pick(at)
    else if (key === 'Enter') {
      setIsOpen(false)
      apply(text)
      remember(text)
    } else if (key === 'Escape' && isList) setIsOpen(false)
    else if (isList) return false
    else if (key === 'ArrowDown') focusPane('timeline')
    else if (key === 'Escape' && text !== '') wipe()
    else if (key === 'Escape') focusPane('timeline')
    else return false
    return true
  }
  return (
    <search ref={box} className={styles['search']}>
      <Autocomplete.Root
        items={suggestions}
        filter={null}
        mode="none"
        value={text}
        itemToStringValue={(one: Suggestion) => one.text}
        open={isList}
        onOpenChange={setIsOpen}
        onValueChange={change}
        onItemHighlighted={(item) => setAt(item ?? null)}
      >
        <div className={styles['box']}>
          <Search size={14} aria-hidden />
          <Autocomplete.Input
            ref={input}
            type="text"
            aria-label="Filter"
            aria-invalid={!read.ok}
            aria-describedby={applied === '' ? undefined : 'filter-reading'}
            placeholder="Filter by name, e-mail, id, type:… org:… is:…"
            spellCheck={false}
            autoComplete="off"
            maxLength={maxLength}
            onClick={({ currentTarget }) => {
              setCaret(currentTarget.selectionStart ?? text.length)
              setIsClicked(true)
              setIsOpen(true)
            }}
            onBlur={() => {
              setIsOpen(false)
              if (text.trim() !== applied) apply(text)
              remember(text)
            }}
            onKeyDown={(event) => {
              if (!onKey(event.key)) return
              event.preventDefault()
              event.preventBaseUIHandler()
            }}
          />
          {text === '' ? (
            <kbd aria-hidden>{actions.filter.shown}</kbd>
          ) : (
            <>
              {read.ok && applied !== '' && <SaveFilter sentence={read.sentence} />}
              <Button look="ghost" size="small" isIcon aria-label="Clear the filter" onClick={wipe}>
                <X size={14} aria-hidden />
              </Button>
            </>
          )}
        </div>
        <FilterOptions anchor={box} onPick={pick} />
      </Autocomplete.Root>
      <div id="filter-reading" role="status">
        {!read.ok && <FilterMistake filter={applied} error={read.error} />}
        {read.ok && applied !== '' && (
          <p className={classNames(styles['sentence'], clamp['clamp'])} title={read.sentence}>
            {read.sentence}
          </p>
        )}
      </div>
    </search>
  )
}
