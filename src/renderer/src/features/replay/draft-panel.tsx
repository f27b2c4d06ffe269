import { Send } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState, type ReplayOptions } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { PaceFields } from './pace-fields.tsx'
import styles from './replays.module.css'
import { isOver, optionsOf, paceChoice, replaysView, type Source } from './replays-view.ts'
import { SendingFields } from './sending-fields.tsx'
import { sayReplay } from './replay-words.ts'
import { sayPace } from './sending-words.ts'
import { TargetField } from './target-field.tsx'
import { useEventCount } from './use-event-count.ts'
import { isSendable, useHealth } from './use-health.ts'

const manyStale =
  'Signatures hold for five minutes, so an app that verifies refuses every event that arrived before that. Choose Fresh for ones that it accepts.'

/** Asks before many events are sent: which, where to, how, how fast. */
export function DraftPanel({ source }: { readonly source: Source }) {
  const client = useClient()
  const { settings, replayOptions, replays } = useAppState()
  const earlier = 'of' in source ? source.of : null
  const lastTarget = useStore(settings).value?.replayTarget ?? ''
  const lastOptions = useStore(replayOptions)
  const last = useStore(paceChoice)
  const [target, setTarget] = useState(earlier?.target ?? lastTarget)
  const [options, setOptions] = useState<ReplayOptions>(earlier ? optionsOf(earlier) : lastOptions)
  const [way, setWay] = useState(
    earlier ? { pace: earlier.pace, concurrency: earlier.concurrency } : { ...last }
  )
  const [isStarting, setIsStarting] = useState(false)
  const health = useHealth(target)
  const counted = useEventCount(source.kind === 'query' ? source.query : null)
  const { count, isExact } = countOf(source, counted)
  const events = `${isExact ? '' : 'more than '}${plural(count, 'event')}`
  const canSend = target.trim() !== '' && count > 0 && isSendable(health) && !isStarting

  const send = async () => {
    const url = target.trim()
    await client.call('settings.set', { replayTarget: url })
    const { replayId } = await client.call('replays.start', {
      ...inputOf(source),
      ...options,
      ...way,
      target: url
    })
    if (!earlier) {
      replayOptions.set(options)
      paceChoice.set(way)
    }
    replaysView.set({ show: 'replay', id: replayId })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!canSend) return
    setIsStarting(true)
    void notify.whenFailed('The replay could not start', send).finally(() => setIsStarting(false))
  }
  const cancel = () => {
    const back = earlier ?? replays.getSnapshot().value?.rows[0]
    replaysView.set(back ? { show: 'replay', id: back.id } : null)
  }
  return (
    <form className={styles['draft']} onSubmit={submit}>
      <h3>{titleOf(source, events)}</h3>
      {source.kind === 'query' && source.query !== '' && (
        <p>
          All that the filter <code>{source.query}</code> finds, oldest first.
        </p>
      )}
      {counted.error !== null && <Notice tone="bad">{counted.error}</Notice>}
      {source.kind === 'query' && isExact && count === 0 && !counted.isCounting && (
        <Notice tone="warn">This filter finds no events, so there is nothing to send.</Notice>
      )}
      <TargetField value={target} onChange={setTarget} health={health} />
      <div className={styles['fields']}>
        <SendingFields options={options} onChange={setOptions} staleness={manyStale} />
      </div>
      <PaceFields value={way} onChange={setWay} />
      <Notice tone="info">
        Sends {events} to <bdi>{target.trim() === '' ? 'the target' : target.trim()}</bdi>,{' '}
        {options.mode === 'resign' ? 'freshly signed' : 'as they arrived'}, {sayPace(way.pace)},{' '}
        {way.concurrency === 1 ? 'one at a time' : `up to ${formatCount(way.concurrency)} at once`}. It can be
        paused, resumed and cancelled. Your app works on each of them as if Scalekit had sent it.
      </Notice>
      <DialogActions>
        <Button onClick={cancel}>Do not send</Button>
        <Button type="submit" look="primary" disabled={!canSend}>
          <Send size={14} aria-hidden />
          {isStarting ? 'Gathering the events…' : `Send ${events}`}
        </Button>
      </DialogActions>
      {earlier && !isOver(earlier) && <Notice tone="warn">That replay has not ended yet.</Notice>}
    </form>
  )
}

function countOf(source: Source, counted: { count: number; isExact: boolean }) {
  switch (source.kind) {
    case 'events':
      return { count: source.ids.length, isExact: true }
    case 'query':
      return counted
    case 'failures':
      return { count: source.of.total - source.of.accepted, isExact: true }
    case 'again':
      return { count: source.of.total, isExact: true }
  }
}

function titleOf(source: Source, events: string): string {
  switch (source.kind) {
    case 'events':
      return `Replay ${events} chosen by hand`
    case 'query':
      return source.query === '' ? `Replay all ${events}` : `Replay ${events}`
    case 'failures':
      return `Replay ${events} that were not accepted: ${sayReplay(source.of)}`
    case 'again':
      return `Replay again: ${sayReplay(source.of)}`
  }
}

function inputOf(source: Source) {
  switch (source.kind) {
    case 'events':
      return { eventIds: [...source.ids] }
    case 'query':
      return { query: source.query }
    case 'failures':
      return { failuresOf: source.of.id }
    case 'again':
      return { again: source.of.id }
  }
}
