import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useRead } from '../../state/use-read.ts'
import { UnsentForwards } from '../replay/unsent-forwards.tsx'
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
  const notices = info.status === 'ready' ? info.value.notices : []
  const shown = notices.filter((notice) => !dismissed.includes(notice))
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
      <UnsentForwards />
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
