import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import field from '../../components/field.module.css'
import { Notice } from '../../components/notice.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { shortType } from '#shared/short-type.ts'
import styles from './simulator.module.css'
import { useTypeGroups } from './use-type-groups.ts'

interface TypeChecklistProps {
  readonly types: readonly string[]
  readonly onChange: (types: readonly string[]) => void
}

/** Several types of the catalogue, mixed in equal parts. */
export function TypeChecklist({ types, onChange }: TypeChecklistProps) {
  const groups = useTypeGroups()
  const [search, setSearch] = useState('')
  if (groups.status === 'loading') return null
  if (groups.status === 'failed') return <Notice tone="bad">{groups.error}</Notice>
  const wanted = search.trim().toLowerCase()
  const found = groups.value
    .map(({ value, items }) => ({
      value,
      items: items.filter((type) => type.toLowerCase().includes(wanted))
    }))
    .filter(({ items }) => items.length > 0)
  const shown = found.flatMap(({ items }) => items)
  const toggle = (type: string) =>
    onChange(types.includes(type) ? types.filter((one) => one !== type) : [...types, type])
  return (
    <fieldset className={styles['checklist']}>
      <legend className={field['label']}>Types, in equal parts ({formatCount(types.length)} chosen)</legend>
      <div className={styles['checklistTools']}>
        <input
          className={field['input']}
          type="search"
          placeholder="Find a type"
          aria-label="Find a type"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <Button onClick={() => onChange([...new Set([...types, ...shown])])}>All{wanted && ' found'}</Button>
        <Button onClick={() => onChange(types.filter((type) => !shown.includes(type)))}>
          None{wanted && ' found'}
        </Button>
      </div>
      <div className={styles['checks']}>
        {found.map(({ value, items }) => (
          <div key={value} role="group" aria-label={value}>
            <h3>{value}</h3>
            {items.map((type) => (
              <label key={type} title={type}>
                <input type="checkbox" checked={types.includes(type)} onChange={() => toggle(type)} />
                {shortType(type)}
              </label>
            ))}
          </div>
        ))}
        {found.length === 0 && <p className={styles['hint']}>No type of this name in the catalogue.</p>}
      </div>
    </fieldset>
  )
}
