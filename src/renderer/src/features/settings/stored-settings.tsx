import { useClient } from '../../client/client-context.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { LimitsForm } from '../data/limits-form.tsx'
import { DesktopPanel } from '../desktop/desktop-panel.tsx'
import { CredentialsForm } from '../secrets/credentials-form.tsx'

/** Forms that begin with what is stored. */
export function LimitsSection() {
  const stored = useStore(useAppState().settings).value
  return stored && <LimitsForm settings={stored} />
}

export function CredentialsSection() {
  const stored = useStore(useAppState().settings).value
  return stored && <CredentialsForm settings={stored} />
}

export function DesktopSection() {
  const client = useClient()
  const stored = useStore(useAppState().settings).value
  const found = useRead('app.desktop', () => client.call('app.desktop', {}))
  if (found.status !== 'ready' || !stored) return null
  if (found.value === null)
    return <p>This is browser mode: tray, start at login and windows are the desktop app’s.</p>
  return <DesktopPanel desktop={found.value} settings={stored} />
}
