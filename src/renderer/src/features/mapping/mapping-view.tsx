import { Search } from 'lucide-react'
import { useDeferredValue, useState, type SyntheticEvent } from 'react'
import type { Mapping } from '#shared/mapping-models.ts'
import type { EventDetail } from '#shared/models.ts'
import { plural } from '../../lib/format-count.ts'
import { CopyMenu } from './copy-menu.tsx'
import { DirectoryNews } from './directory-news.tsx'
import { MappingGrid } from './mapping-grid.tsx'
import { MappingSummary } from './mapping-summary.tsx'
import { countParts } from './mapping-text.ts'
import { furtherOf, partOf, type Part } from './mapping-words.ts'
import head from './mapping-head.module.css'
import styles from './mapping.module.css'
import { PlaceMenu, usePlaceMenu } from './place-menu.tsx'
import { ProviderLine } from './provider-line.tsx'
import { UnmappedList } from './unmapped-list.tsx'

interface MappingViewProps {
  readonly event: EventDetail
  readonly mapping: Mapping
  readonly onProvider: () => void
}

/** With fewer rows than these, looking is faster than typing. */
const searchedFrom = 12

export function MappingView({ event, mapping, onProvider }: MappingViewProps) {
  const handle = usePlaceMenu()
  const [part, setPart] = useState<Part | null>(null)
  const [text, setText] = useState('')
  const [lit, setLit] = useState<string | null>(null)
  const { fields, unmapped } = useFound(mapping, part, useDeferredValue(text))
  const light = ({ target }: SyntheticEvent) => setLit(target instanceof Element ? labelAt(target) : null)
  const hasSearch = mapping.fields.length + mapping.unmapped.length >= searchedFrom
  const { more } = mapping
  return (
    <div
      className={styles['view']}
      onPointerOver={light}
      onPointerLeave={() => setLit(null)}
      onFocus={light}
      onBlur={() => setLit(null)}
    >
      <ProviderLine mapping={mapping} onChange={onProvider} />
      <div className={head['bar']}>
        <MappingSummary counts={countParts(mapping)} chosen={part} onChoose={setPart} />
        {hasSearch && (
          <label className={head['search']}>
            <Search size={13} aria-hidden />
            <input
              type="text"
              role="searchbox"
              aria-label="Find an attribute or value"
              placeholder="Find an attribute or value"
              spellCheck={false}
              autoComplete="off"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </label>
        )}
        <CopyMenu event={event} mapping={mapping} />
      </div>
      {part !== 'unmapped' && fields.length > 0 && (
        <MappingGrid key={part} fields={fields} handle={handle} lit={lit} />
      )}
      {part !== 'unmapped' && <Rest count={more.fields} of="field" isCut={more.isCut} />}
      {(part === null || part === 'unmapped') && unmapped.length + more.unmapped > 0 && (
        <section className={styles['section']} aria-labelledby="unmapped-heading">
          <h3 id="unmapped-heading">Raw attributes that reached no field</h3>
          {unmapped.length > 0 && <UnmappedList attributes={unmapped} handle={handle} lit={lit} />}
          <Rest count={more.unmapped} of="raw attribute" isCut={more.isCut} />
        </section>
      )}
      <p role="status" className={styles['found']}>
        {(text !== '' || part !== null) &&
          `${plural(fields.length, 'field')} and ${plural(unmapped.length, 'raw attribute')} shown`}
      </p>
      <DirectoryNews news={mapping.news} organizationName={mapping.directory.organizationName} />
      <PlaceMenu handle={handle} event={event} />
    </div>
  )
}

interface RestProps {
  readonly count: number
  readonly of: 'field' | 'raw attribute'
  readonly isCut: boolean
}

/** How many there are that are not listed. */
function Rest({ count, of, isCut }: RestProps) {
  if (count === 0) return null
  return <p className={styles['quiet']}>{furtherOf(count, of, isCut)}</p>
}

const labelAt = (target: Element): string | null =>
  target.closest<HTMLElement>('[role="gridcell"]')?.querySelector<HTMLElement>('[data-label]')?.dataset[
    'label'
  ] ?? null

function useFound(mapping: Mapping, part: Part | null, text: string): Pick<Mapping, 'fields' | 'unmapped'> {
  const wanted = text.trim().toLowerCase()
  const has = (...texts: readonly (string | undefined)[]) =>
    wanted === '' || texts.some((known) => known?.toLowerCase().includes(wanted))
  return {
    fields:
      part === 'unmapped'
        ? []
        : mapping.fields.filter(
            (field) =>
              (part === null || partOf(field) === part) &&
              has(field.field, field.text, field.source?.label, field.source?.text)
          ),
    unmapped:
      part === null || part === 'unmapped'
        ? mapping.unmapped.filter((place) => has(place.label, place.text))
        : []
  }
}
