import { Bookmark, X } from 'lucide-react'
import type { SavedFilter } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { isMasked } from '../../masking/is-masked.ts'
import { useStore } from '../../state/store.ts'
import styles from './facets.module.css'

/** Filters that were kept under a name, one click away. */
export function SavedFilters() {
  const client = useClient()
  const { settings, selection, query } = useAppState()
  const saved = useStore(settings).value?.savedFilters ?? []
  const { view } = useStore(selection)
  const masked = useStore(isMasked)
  const text = useStore(query)
  if (saved.length === 0) return null
  const remove = ({ name }: SavedFilter) => {
    const change = (savedFilters: readonly SavedFilter[]) =>
      notify.whenFailed('Could not change the saved filters', () =>
        client.call('settings.set', { savedFilters: [...savedFilters] })
      )
    void change(saved.filter((one) => one.name !== name))
    notify.done(`Removed the filter ${name}`, undefined, { text: 'Undo', run: () => void change(saved) })
  }
  return (
    <section className={styles['group']} aria-label="Saved filters">
      <h2>Saved filters</h2>
      <ul>
        {saved.map((one) => (
          <li
            key={one.name}
            className={classNames(styles['row'], isShown(one, view, text) && styles['wanted'])}
          >
            <button
              type="button"
              className={styles['facet']}
              aria-current={isShown(one, view, text) ? 'true' : undefined}
              aria-keyshortcuts="Delete"
              title={masked ? undefined : one.query}
              onClick={() => {
                selection.show(one.view)
                query.set(one.query)
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Delete') return
                event.stopPropagation()
                remove(one)
              }}
            >
              <Bookmark size={12} aria-hidden />
              <span className={styles['name']}>{one.name}</span>
            </button>
            {/* By key it is Delete on the filter itself. */}
            <button
              type="button"
              tabIndex={-1}
              className={styles['refuse']}
              aria-label={`Remove the filter ${one.name}`}
              title="Remove (Del)"
              onClick={() => remove(one)}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const isShown = (one: SavedFilter, view: SavedFilter['view'], query: string): boolean =>
  one.view === view && one.query === query
