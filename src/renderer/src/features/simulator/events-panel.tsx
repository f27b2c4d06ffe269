import { Send, UserRoundPlus } from 'lucide-react'
import { legacyTypeName } from '#shared/event-types.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { BodyEditor } from './body-editor.tsx'
import { bringIntoView } from './bring-into-view.ts'
import { choices, choose, hasDialect, newSeed } from './choices.ts'
import { ClosedEntrance, DialectPick, EntrancePick, NamesPick } from './common-fields.tsx'
import { noteRun, textOf, useDraft, type Draft } from './draft.ts'
import { NumberField } from './number-field.tsx'
import { readBody } from './read-body.ts'
import { RunLine } from './run-line.tsx'
import styles from './simulator.module.css'
import { TypePicker } from './type-picker.tsx'
import { useTypeGroups } from './use-type-groups.ts'

/** Events made one by one: seen and edited before they are sent. */
export function EventsPanel() {
  const { type, count } = useStore(choices)
  const groups = useTypeGroups()
  const { draft, error } = useDraft()
  return (
    <div className={styles['panel']}>
      <div className={styles['fields']}>
        <div className={styles['wideField']}>
          <TypePicker
            groups={groups.status === 'ready' ? groups.value : []}
            type={type}
            onPick={(picked) => choose({ type: picked, seed: newSeed() })}
          />
        </div>
        <NumberField
          label="How many"
          value={count}
          min={1}
          max={100}
          onChange={(next) => choose({ count: next })}
        />
      </div>
      <div className={styles['picks']}>
        {hasDialect(type) && <DialectPick />}
        {legacyTypeName(type) !== null && <NamesPick />}
        <EntrancePick />
      </div>
      {groups.status === 'failed' && <Notice tone="bad">{groups.error}</Notice>}
      {!draft && error !== null && <Notice tone="bad">{error}</Notice>}
      <ClosedEntrance />
      {draft && <DraftView draft={draft} />}
    </div>
  )
}

function DraftView({ draft }: { readonly draft: Draft }) {
  const client = useClient()
  const { simulations } = useAppState()
  const { entrance } = useStore(choices)
  const runs = useStore(simulations).value ?? []
  const run = runs.find(({ id }) => id === draft.runId)
  const read = draft.made.map((_, index) => readBody(textOf(draft, index)))
  const wrong = read.findIndex((one) => 'error' in one)
  const isSending = run?.state === 'running'
  const send = () =>
    void notify.whenFailed('Could not send', async () => {
      const bodies = read.flatMap((one) => ('body' in one ? [one.body] : []))
      const { id } = await client.call('simulator.send', { bodies, entrance })
      noteRun(draft.key, id)
    })
  const what = draft.made.length === 1 ? 'event' : plural(draft.made.length, 'event')
  return (
    <>
      <BodyEditor key={draft.key} draft={draft} wrong={wrong} />
      <div className={styles['actions']}>
        <Button
          look={run ? 'normal' : 'primary'}
          disabled={wrong >= 0 || isSending}
          title={run ? 'The same event ids once more: your app should recognise them' : undefined}
          onClick={send}
        >
          <Send size={14} aria-hidden />
          {run ? 'Send again, as a repeat' : `Send ${what}`}
        </Button>
        <Button
          look={run && !isSending ? 'primary' : 'normal'}
          title="Other people, ids and times"
          onClick={() => choose({ seed: newSeed() })}
        >
          <UserRoundPlus size={14} aria-hidden />
          {draft.made.length === 1 ? 'Make another' : 'Make others'}
        </Button>
      </div>
      {run && (
        <div key={run.id} ref={bringIntoView}>
          <RunLine run={run} />
        </div>
      )}
    </>
  )
}
