import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { LimitsForm } from '../data/limits-form.tsx'
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
