import {
  CircleHelp,
  ClipboardCheck,
  FlaskConical,
  Hand,
  Layers,
  Share2,
  ShieldAlert,
  Star,
  type LucideIcon
} from 'lucide-react'
import { actions } from '#shared/actions.ts'
import { classNames } from '../../lib/class-names.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState, type OpenDialog } from '../../state/app-state.ts'
import { views, type View } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { FacetList } from '../facets/facet-list.tsx'
import { FacetsButton } from '../facets/facets-button.tsx'
import { SavedFilters } from '../facets/saved-filters.tsx'
import { useViewCounts } from '../timeline/use-view-counts.ts'
import { viewNames } from '../timeline/view-names.ts'
import { GuideEntry } from './guide-entry.tsx'
import { ShapesEntry } from './shapes-entry.tsx'
import styles from './views.module.css'

const icons: Readonly<Record<View, LucideIcon>> = {
  events: Layers,
  starred: Star,
  rejected: ShieldAlert,
  unchecked: CircleHelp,
  interceptors: Hand
}

/** The views with their counts: a column, or a strip where the window is narrow. */
export function Views({ isStrip = false }: { readonly isStrip?: boolean }) {
  const { selection } = useAppState()
  const { view } = useStore(selection)
  const counts = useViewCounts()
  return (
    <nav
      className={classNames(styles['views'], isStrip && styles['strip'])}
      data-pane="views"
      aria-label="Views"
    >
      <div className={styles['scrolled']}>
        <ul>
          {views.map((name) => {
            const Icon = icons[name]
            const count = counts[name]
            return (
              <li key={name}>
                <button
                  type="button"
                  className={classNames(styles['view'], count ? styles[name] : null)}
                  aria-current={name === view ? 'page' : undefined}
                  onClick={() => selection.show(name)}
                >
                  <Icon size={15} aria-hidden />
                  <span className={styles['name']}>{viewNames[name]}</span>
                  <span className={styles['count']}>{count !== undefined && formatCount(count)}</span>
                </button>
              </li>
            )
          })}
          <ShapesEntry />
          <Tool dialog="simulator" icon={FlaskConical} name="Simulator" shortcut={actions.simulator.shown} />
          <Tool dialog="checks" icon={ClipboardCheck} name="Handler check" shortcut={actions.checks.shown} />
          <Tool dialog="share" icon={Share2} name="Share events" shortcut={actions.share.shown} />
          {isStrip && (
            <li className={styles['last']}>
              <GuideEntry isStrip />
              <FacetsButton />
            </li>
          )}
        </ul>
        {!isStrip && (
          <>
            <SavedFilters />
            <FacetList />
          </>
        )}
      </div>
      {!isStrip && <GuideEntry />}
    </nav>
  )
}

interface ToolProps {
  readonly dialog: NonNullable<OpenDialog>
  readonly icon: LucideIcon
  readonly name: string
  readonly shortcut: string
}

/** The way to something that is done rather than looked at. */
function Tool({ dialog, icon: Icon, name, shortcut }: ToolProps) {
  const state = useAppState()
  return (
    <li className={styles['tool']}>
      <button
        type="button"
        className={styles['view']}
        aria-haspopup="dialog"
        title={`${name} (${shortcut})`}
        onClick={() => state.dialog.set(dialog)}
      >
        <Icon size={15} aria-hidden />
        <span className={styles['name']}>{name}</span>
      </button>
    </li>
  )
}
