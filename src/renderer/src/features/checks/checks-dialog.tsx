import { useEffect } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { checkChoices, choose, LATEST } from './check-choices.ts'
import { sayCheck } from './check-words.ts'
import { CheckForm } from './check-form.tsx'
import { CheckResults } from './check-results.tsx'

/** Finds out whether a webhook handler holds what Scalekit's deliveries ask of it. */
export function ChecksDialog() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'checks'
  useAction('checks', () => dialog.set('checks'))
  useEndToast()
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => dialog.set(null)}
      title="Handler check"
      description="Sends your webhook handler deliveries as Scalekit would, and some that it must refuse, and says what it made of them."
      size="wide"
    >
      <Content />
    </Dialog>
  )
}

function Content() {
  const { checks } = useAppState()
  const { shown } = useStore(checkChoices)
  const { value, error } = useStore(checks)
  if (!value) return error === null ? <Waiting what="the checks" /> : <Notice tone="bad">{error}</Notice>
  const check = shown === LATEST ? value[0] : value.find(({ id }) => id === shown)
  return (
    <>
      {error !== null && <Notice tone="warn">{error} What is shown was read before.</Notice>}
      {check ? <CheckResults check={check} checks={value} /> : <CheckForm checks={value} />}
    </>
  )
}

/** Tells of the end of a check to someone who has gone on to something else. */
function useEndToast(): void {
  const client = useClient()
  const { dialog } = useAppState()
  useEffect(
    () =>
      client.on(
        'checks.changed',
        ({ upserted }) => {
          for (const check of upserted) {
            if (check.state === 'running' || dialog.getSnapshot() === 'checks') continue
            const { tone, text } = sayCheck(check)
            const tell = tone === 'bad' ? notify.failed : notify.done
            const run = () => {
              choose({ shown: check.id })
              dialog.set('checks')
            }
            tell('Handler check', text, { text: 'Show', run }, check.id)
          }
        },
        () => undefined
      ),
    [client, dialog]
  )
}
