import { useState, type SubmitEvent } from 'react'
import type { Decision, Endpoint } from '#shared/endpoint-models.ts'
import { TextAreaField, TextField } from '../../components/field.tsx'
import { Pick } from '../../components/pick.tsx'
import { readResponse, writeResponse } from './decision-response.ts'
import styles from './endpoints.module.css'
import { SaveRow } from './save-row.tsx'
import { useEndpointChange } from './use-endpoint-change.ts'

/** The triggers that are released, and what each may return with ALLOW. */
export const triggers: Readonly<Record<string, string | null>> = {
  PRE_SIGNUP: '{"create_organization_membership": {"organization_id": "org_…", "roles": []}}',
  PRE_SESSION_CREATION: '{"claims": {}}',
  PRE_USER_INVITATION: null,
  PRE_M2M_TOKEN_CREATION: '{"claims": {}}'
}

/** Where nothing is set. */
export const allow: Decision = { decision: 'ALLOW', message: null, response: null }

/** How one trigger is answered. */
export function DecisionForm({
  endpoint,
  trigger
}: {
  readonly endpoint: Endpoint
  readonly trigger: string
}) {
  const stored = endpoint.decisions[trigger] ?? allow
  const storedText = writeResponse(stored.response)
  const [decision, setDecision] = useState(stored.decision)
  const [message, setMessage] = useState(stored.message ?? '')
  const [response, setResponse] = useState(storedText)
  const { change, ...saving } = useEndpointChange(endpoint.id)
  const example = triggers[trigger] === undefined ? '{}' : triggers[trigger]
  const read = readResponse(response)
  const isDenied = decision === 'DENY'
  const isChanged =
    decision !== stored.decision ||
    (isDenied ? message.trim() !== (stored.message ?? '') : response.trim() !== storedText)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!isDenied && !read.ok) return
    const next: Decision = {
      decision,
      message: isDenied && message.trim() !== '' ? message.trim() : null,
      response: !isDenied && read.ok ? read.response : null
    }
    void change({ decisions: { ...endpoint.decisions, [trigger]: next } })
  }
  return (
    <form className={styles['decision']} onSubmit={submit}>
      <Pick
        label="Decision"
        value={decision}
        options={[
          { value: 'ALLOW', text: 'ALLOW' },
          { value: 'DENY', text: 'DENY' }
        ]}
        onChange={setDecision}
      />
      {isDenied && (
        <TextField
          label="Message"
          maxLength={1_000}
          placeholder="Sign-ups are closed at the moment."
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          hint="Shown to the user; empty for Scalekit's own text."
        />
      )}
      {!isDenied && example !== null && (
        <TextAreaField
          label="Response (JSON)"
          placeholder={example}
          value={response}
          onChange={(event) => setResponse(event.target.value)}
          hint={
            <>
              Returned with ALLOW; empty for none. For example <code>{example}</code>
            </>
          }
          error={read.ok ? null : read.mistake}
        />
      )}
      {!isDenied && example === null && (
        <p className={styles['hint']}>This trigger takes nothing else with ALLOW.</p>
      )}
      <SaveRow {...saving} isChanged={isChanged && (isDenied || read.ok)} />
    </form>
  )
}
