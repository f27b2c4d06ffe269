import { useState, type SubmitEvent } from 'react'
import type { Decision, Endpoint } from '#shared/endpoint-models.ts'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { TextAreaField, TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { Tag } from '../../components/tag.tsx'
import styles from './endpoints.module.css'
import { SaveRow } from './save-row.tsx'
import { readResponse, writeResponse } from './decision-response.ts'
import { useEndpointChange } from './use-endpoint-change.ts'

/** The triggers that are released, and what each may return with ALLOW. */
const triggers: Readonly<Record<string, string | null>> = {
  PRE_SIGNUP: '{"create_organization_membership": {"organization_id": "org_…", "roles": []}}',
  PRE_SESSION_CREATION: '{"claims": {}}',
  PRE_USER_INVITATION: null,
  PRE_M2M_TOKEN_CREATION: '{"claims": {}}'
}

const allow: Decision = { decision: 'ALLOW', message: null, response: null }

export function DecisionsPanel({ endpoint }: { readonly endpoint: Endpoint }) {
  const { decisions } = endpoint
  const [open, setOpen] = useState<string | null>(null)
  const [added, setAdded] = useState<readonly string[]>([])
  const names = [...new Set([...Object.keys(triggers), ...Object.keys(decisions), ...added])]
  return (
    <div className={styles['panel']}>
      <Notice tone="warn">
        An interceptor that is set to fail closed blocks real logins while this app does not answer, as when
        your machine sleeps.
      </Notice>
      <ul>
        {names.map((trigger) => (
          <li key={trigger}>
            <Disclosure
              isLasting
              isOpen={open === trigger}
              onToggle={(isOpen) => setOpen(isOpen ? trigger : null)}
              summary={
                <>
                  <code className={styles['grow']}>{trigger}</code>
                  <DecisionTag decision={decisions[trigger] ?? allow} />
                </>
              }
            >
              <DecisionForm endpoint={endpoint} trigger={trigger} />
            </Disclosure>
          </li>
        ))}
      </ul>
      <OtherTrigger
        onAdd={(trigger) => {
          setAdded([...added, trigger])
          setOpen(trigger)
        }}
      />
    </div>
  )
}

function DecisionTag({ decision: { decision, response } }: { readonly decision: Decision }) {
  if (decision === 'DENY') return <Tag tone="bad">DENY</Tag>
  return <Tag tone="good">{response === null ? 'ALLOW' : 'ALLOW with a response'}</Tag>
}

function DecisionForm({ endpoint, trigger }: { readonly endpoint: Endpoint; readonly trigger: string }) {
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

function OtherTrigger({ onAdd }: { readonly onAdd: (trigger: string) => void }) {
  const [name, setName] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onAdd(name.trim())
    setName('')
  }
  return (
    <form className={styles['add']} onSubmit={submit}>
      <TextField
        label="Another trigger"
        isMono
        placeholder="POST_USER_AUTHENTICATION"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        Choose its decision
      </Button>
    </form>
  )
}
