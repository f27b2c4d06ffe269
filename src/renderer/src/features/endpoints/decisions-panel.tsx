import { useState, type SubmitEvent } from 'react'
import type { Decision, Endpoint } from '#shared/endpoint-models.ts'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { allow, DecisionForm, triggers } from './decision-form.tsx'
import styles from './endpoints.module.css'

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
