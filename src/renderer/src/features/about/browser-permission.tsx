import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useRead } from '../../state/use-read.ts'

/** Where the host shows no notifications, the browser may, if the user allows it; it is asked on a click only. */
export function BrowserPermission() {
  const client = useClient()
  const info = useRead('app.info', () => client.call('app.info', {}))
  const [permission, setPermission] = useState(readPermission)
  if (info.status !== 'ready' || info.value.canNotify) return null
  if (permission === 'granted') return <Notice tone="good">This browser may show them.</Notice>
  if (permission === 'default') {
    return (
      <div>
        <Button look="primary" onClick={() => void Notification.requestPermission().then(setPermission)}>
          <Bell size={14} aria-hidden />
          Let this browser show them
        </Button>
      </div>
    )
  }
  return (
    <Notice tone="warn">
      {permission === 'denied'
        ? 'Notifications are blocked for this page. Allow them in the settings of your browser or system.'
        : 'Neither this system nor this browser can show notifications.'}
    </Notice>
  )
}

const readPermission = (): NotificationPermission | null =>
  'Notification' in window ? Notification.permission : null
