import { Check, Circle, CircleHelp, Hand, Layers, ShieldAlert, Star, type LucideIcon } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { views, type View } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { useListening } from '../listening/use-listening.ts'
import { useViewCounts } from '../timeline/use-view-counts.ts'
import { viewNames } from '../timeline/view-names.ts'
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
                {count !== undefined && <span className={styles['count']}>{formatCount(count)}</span>}
              </button>
            </li>
          )
        })}
      </ul>
      {!isStrip && <Setup />}
    </nav>
  )
}

/** The way to the first real event, until it has been gone. */
function Setup() {
  const { secrets, stats, dialog } = useAppState()
  const { status, start } = useListening()
  const stored = useStore(secrets).value
  const events = useStore(stats).value?.events
  if (!status || !stored || events === undefined) return null

  const steps = [
    { text: 'Start listening', isDone: status.tunnel.state === 'online', run: start },
    {
      text: 'Add the signing secret',
      isDone: stored.some((secret) => secret.kind === 'signing'),
      run: () => dialog.set('secrets')
    }
  ]
  if (steps.every((step) => step.isDone)) return null
  return (
    <section className={styles['setup']} aria-label="Set up">
      <h2>To receive real events</h2>
      <ol>
        {steps.map(({ text, isDone, run }) => (
          <li key={text}>
            {isDone ? (
              <span className={styles['done']}>
                <Check size={13} aria-hidden />
                {text}
              </span>
            ) : (
              <Button look="ghost" size="small" onClick={run}>
                <Circle size={11} aria-hidden />
                {text}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
