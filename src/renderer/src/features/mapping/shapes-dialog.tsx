import { useEffect, useState } from 'react'
import type { ShapeChange } from '#shared/mapping-models.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { Waiting } from '../../components/waiting.tsx'
import { formatDay } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { ShapeList } from './shape-list.tsx'
import styles from './shapes.module.css'
import { useShapeToast } from './use-shape-toast.ts'

/** What came, went or changed in the payloads. */
export function ShapesDialog() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'shapes'
  const close = () => dialog.set(null)
  useShapeToast(isOpen)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Payload changes"
      description="Fields that appeared, went or changed their type, each told once: per type of event, and for raw attributes per directory."
      size="wide"
    >
      <Changes onLeave={close} />
    </Dialog>
  )
}

function Changes({ onLeave }: { readonly onLeave: () => void }) {
  const { shapes } = useAppState()
  const { value, error } = useStore(shapes)
  const fresh = useFresh(value?.rows ?? [])
  const unseen = value?.unseen ?? 0
  useEffect(() => {
    if (unseen > 0) void notify.whenFailed('Could not mark them as seen', shapes.markSeen, 'shapes-seen')
  }, [unseen, shapes])
  if (!value) return error === null ? <Waiting what="the changes" /> : <Notice tone="warn">{error}</Notice>
  return (
    <>
      {error !== null && <Notice tone="warn">{error} What is shown was read before.</Notice>}
      {value.rows.length === 0 && (
        <p className={styles['none']}>
          Nothing yet. The first ten events of a type or of a directory show what is usual there; what is
          different from then on is told here.
        </p>
      )}
      {byDay(value.rows).map(({ day, changes }) => (
        <section key={day} aria-label={day}>
          <h3 className={styles['day']}>{day}</h3>
          <ShapeList changes={changes} fresh={fresh} isOfOneDay onLeave={onLeave} />
        </section>
      ))}
      {value.next !== null && (
        <Button onClick={() => void notify.whenFailed('Could not read further changes', shapes.loadMore)}>
          Show earlier ones
        </Button>
      )}
    </>
  )
}

/** Those that were unseen at any time while the dialog is open: opening it marks them as seen. */
function useFresh(rows: readonly ShapeChange[]): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const added = rows.filter(({ id, seen }) => !seen && !fresh.has(id))
  if (added.length > 0) setFresh(new Set([...fresh, ...added.map(({ id }) => id)]))
  return fresh
}

interface Day {
  readonly day: string
  readonly changes: readonly ShapeChange[]
}

/** The core lists them as it found them out, which for late events is not as they happened. */
function byDay(rows: readonly ShapeChange[]): readonly Day[] {
  const days: { day: string; changes: ShapeChange[] }[] = []
  for (const row of rows.toSorted((a, b) => b.at - a.at)) {
    const day = formatDay(row.at) ?? 'Today'
    const last = days.at(-1)
    if (last?.day === day) last.changes.push(row)
    else days.push({ day, changes: [row] })
  }
  return days
}
