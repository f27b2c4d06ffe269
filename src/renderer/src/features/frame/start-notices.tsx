import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useRead } from '../../state/use-read.ts'
import styles from './app.module.css'
import { focusPane } from './panes.ts'

const key = 'dismissed-notices'

/** What the app has to say about its start, like a damaged database that it moved aside. Each until dismissed. */
export function StartNotices() {
  const client = useClient()
  const info = useRead('app.info', () => client.call('app.info', {}))
  // A later run may have the same thing to say, so it is forgotten with the tab.
  const box = useRef<HTMLElement>(null)
  const [dismissed, setDismissed] = useState<readonly string[]>(readDismissed)
  if (info.status !== 'ready') return null
  const shown = info.value.notices.filter((notice) => !dismissed.includes(notice))
  if (shown.length === 0) return null
  const dismiss = (notice: string) => {
    const next = [...dismissed, notice]
    sessionStorage.setItem(key, JSON.stringify(next))
    setDismissed(next)
    // The button that was pressed goes with its notice.
    requestAnimationFrame(() => {
      const another = box.current?.querySelector('button')
      if (another) another.focus()
      else focusPane('timeline')
    })
  }
  return (
    <aside ref={box} className={styles['notices']} aria-label="Since the app started">
      {shown.map((notice) => (
        <Notice key={notice} tone="warn">
          <div className={styles['notice']}>
            <p>{notice}</p>
            <Button
              look="ghost"
              size="small"
              isIcon
              aria-label="Dismiss"
              title="Dismiss"
              onClick={() => dismiss(notice)}
            >
              <X size={14} aria-hidden />
            </Button>
          </div>
        </Notice>
      ))}
    </aside>
  )
}

function readDismissed(): readonly string[] {
  const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
  return Array.isArray(stored) ? stored.filter((notice) => typeof notice === 'string') : []
}
