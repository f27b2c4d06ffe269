import { ClipboardCheck } from 'lucide-react'
import type { HandlerCheck } from '#shared/check-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { SelectField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { appTargetOf } from '../../state/app-target.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { TargetField } from '../replay/target-field.tsx'
import { isSendable, useHealth } from '../replay/use-health.ts'
import { checkChoices, choose, LATEST } from './check-choices.ts'
import { ProbeChecklist } from './probe-checklist.tsx'
import { useStartCheck } from './use-start-check.ts'

/** What is checked, with which secret, and what that will send. */
export function CheckForm({ checks }: { readonly checks: readonly HandlerCheck[] }) {
  const client = useClient()
  const { settings, endpoints, secrets } = useAppState()
  const { target: written, secretId, left } = useStore(checkChoices)
  const known = appTargetOf(useStore(endpoints).value, useStore(settings).value)
  const target = written ?? known ?? ''
  const health = useHealth(target)
  const signing = useStore(secrets).value?.filter(({ kind, usable }) => kind === 'signing' && usable)
  const probes = useRead('probes', () => client.call('checks.probes', {}))
  const { isStarting, start } = useStartCheck()
  const rows = probes.status === 'ready' ? probes.value.rows : []
  // Nothing can be told without the first one, so that it is always among them.
  const chosen = rows.filter(({ id }, index) => index === 0 || !left.has(id))
  const secret = signing?.find(({ id }) => id === secretId) ?? signing?.[0]
  const go = () =>
    start({
      target: target.trim(),
      ...(secret && { secretId: secret.id }),
      ...(chosen.length < rows.length && { probes: chosen.map(({ id }) => id) })
    })
  return (
    <>
      <TargetField value={target} onChange={(next) => choose({ target: next })} health={health} />
      {secret && signing ? (
        <SelectField
          label="Signed with"
          hint="The secret that your handler verifies with."
          value={secret.id}
          onChange={({ target: { value } }) => choose({ secretId: value })}
        >
          {signing.map(({ id, label, lastFour }) => (
            <option key={id} value={id}>
              {lastFour === '' ? label : `${label} (…${lastFour})`}
            </option>
          ))}
        </SelectField>
      ) : (
        <NoSecret />
      )}
      {probes.status === 'loading' && <Waiting what="the probes" />}
      {probes.status === 'failed' && <Notice tone="bad">{probes.error}</Notice>}
      {chosen.length > 0 && <WhatIsSent probes={chosen.length} />}
      <DialogActions>
        {checks.length > 0 && <Button onClick={() => choose({ shown: LATEST })}>Last results</Button>}
        <Button
          look="primary"
          disabled={
            !secret || target.trim() === '' || !isSendable(health) || chosen.length === 0 || isStarting
          }
          onClick={go}
        >
          <ClipboardCheck size={14} aria-hidden />
          {chosen.length === rows.length
            ? 'Check the handler'
            : `Check with ${plural(chosen.length, 'probe')}`}
        </Button>
      </DialogActions>
      {rows.length > 0 && <ProbeChecklist probes={rows} />}
    </>
  )
}

function NoSecret() {
  const { dialog, secrets } = useAppState()
  if (useStore(secrets).value === null) return null
  return (
    <Notice tone="warn">
      <p>There is no signing secret to sign with. Add the one that your handler verifies with.</p>
      <Button size="small" onClick={() => dialog.set('secrets')}>
        Signing secrets
      </Button>
    </Notice>
  )
}

function WhatIsSent({ probes }: { readonly probes: number }) {
  return (
    <Notice tone="info">
      <p>
        <b>Your handler will really process what it accepts.</b> For each of {plural(probes, 'probe')} it is
        sent up to four requests, one probe after the other. All are about one made-up user and one made-up
        group with addresses under .example, the same in every check, so that you can find and delete what was
        stored of them. Each request carries the header <code>webhook-inspector-check</code>.
      </p>
    </Notice>
  )
}
