import { GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import type { Compared, Replay } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { SelectField } from '../../components/field.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { ComparedRow, ComparedTotals } from './compared-row.tsx'
import styles from './replays.module.css'
import { endedOf } from './replays-view.ts'
import { useOpenEvent } from './use-open-event.ts'
import { usePaged } from './use-paged.ts'

/** What an app answers now beside what it answered in a baseline. */
export function ReplayCompare({ replay }: { readonly replay: Replay }) {
  const { replays } = useAppState()
  const baselines = (useStore(replays).value?.rows ?? []).filter(
    ({ id, baseline }) => baseline !== null && id !== replay.id
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const [onlyChanged, setOnlyChanged] = useState(true)
  const baselineId = chosen ?? baselines[0]?.id
  if (baselineId === undefined) {
    return (
      <Empty icon={GitCompareArrows} title="No baseline to compare with">
        <p>
          Keep a replay that went as it should as a baseline, change your app, then run it again: here you see
          which answers are others than before.
        </p>
      </Empty>
    )
  }
  return (
    <div className={styles['compare']}>
      <div className={styles['against']}>
        <SelectField
          label="Compare with"
          value={baselineId}
          onChange={(event) => setChosen(event.target.value)}
        >
          {baselines.map(({ id, baseline, what }) => (
            <option key={id} value={id}>
              {baseline}: {what}
            </option>
          ))}
        </SelectField>
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={onlyChanged}
            onChange={(event) => setOnlyChanged(event.target.checked)}
          />
          Only what is not as before
        </label>
      </div>
      <Rows
        key={`${baselineId} ${onlyChanged}`}
        replay={replay}
        baselineId={baselineId}
        onlyChanged={onlyChanged}
      />
    </div>
  )
}

interface RowsProps {
  readonly replay: Replay
  readonly baselineId: string
  readonly onlyChanged: boolean
}

function Rows({ replay, baselineId, onlyChanged }: RowsProps) {
  const client = useClient()
  const open = useOpenEvent()
  const [active, setActive] = useState(-1)
  const mark = `${replay.state} ${endedOf(replay)}`
  const input = { id: replay.id, baselineId, onlyChanged }
  const totals = useRead(`${replay.id} ${baselineId} ${mark}`, () =>
    client.call('replays.compare', { ...input, limit: 1 })
  )
  const { rows, hasMore, isRead, error, loadMore } = usePaged<Compared>(
    `${replay.id} ${baselineId} ${onlyChanged}`,
    {
      readPage: (before) =>
        client.call('replays.compare', { ...input, limit: 200, ...(before !== null && { before }) }),
      isOpen: () => true
    },
    mark
  )
  if (error !== null) return <Notice tone="bad">{error}</Notice>
  if (!isRead) return <Waiting what="the comparison" />
  return (
    <>
      {totals.status === 'ready' && <ComparedTotals {...totals.value} />}
      {rows.length > 0 && (
        <VirtualRows
          role="grid"
          label="Answers beside those of the baseline"
          count={rows.length}
          total={hasMore ? -1 : rows.length}
          rowHeight={44}
          keyOf={(index) => rows[index]?.eventId ?? index}
          row={(index) => {
            const compared = rows[index]
            return compared && <ComparedRow compared={compared} />
          }}
          activeIndex={active}
          onActivate={setActive}
          onOpen={(index) => {
            const compared = rows[index]
            if (compared) open(compared.eventId)
          }}
          onNearEnd={loadMore}
          className={styles['rows']}
        />
      )}
    </>
  )
}
