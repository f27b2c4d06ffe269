import { linkTo } from '#shared/deep-link.ts'
import { useClient } from '../../client/client-context.tsx'
import { copyText } from '../../components/copy.ts'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'

/** Copies a link to what is selected; it opens the desktop app there, so browser mode has none. */
export function useCopyLink(): () => void | false {
  const client = useClient()
  const { selection } = useAppState()
  return () => {
    const { id } = selection.getSnapshot()
    if (id === null) return false
    const copy = async () => {
      const { host } = await client.call('app.info', {})
      if (host === 'electron') await copyText(linkTo(id), 'the link')
      else
        notify.failed('There are no links in browser mode', 'They open the desktop app. Copy the id instead.')
    }
    return void notify.whenFailed('Could not copy a link', copy)
  }
}
