import { useEffect, useEffectEvent } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { useOpen } from '../frame/use-open.ts'

/**
 * Shows what is raised where the browser may, which a desktop's own page never may: its host shows it. A click leads to
 * what it is about.
 */
export function useNotices(): void {
  const client = useClient()
  const follow = useEffectEvent(useOpen())
  useEffect(() => {
    return client.on(
      'notices.raised',
      ({ kind, title, text, openId }) => {
        if (document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted')
          return
        // The tag keeps several tabs from saying the same thing several times.
        const notification = new Notification(title, { body: text, tag: kind })
        notification.addEventListener('click', () => {
          window.focus()
          notification.close()
          if (openId !== null) follow(openId)
        })
      },
      () => undefined
    )
  }, [client])
}
