import { useState } from 'react'
import type { CommandOutput } from '#shared/contract.ts'
import type { Redacted } from '#shared/share-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { formatCount, plural } from '../../lib/format-count.ts'
import { BeforeAfter } from './before-after.tsx'
import styles from './sharing.module.css'

type Kind = Redacted['kind']
type View = 'values' | 'event'

const kinds = ['secret', 'person', 'organization', 'id', 'path'] as const
const kindTexts: Readonly<Record<Kind, { readonly one: string; readonly many: string }>> = {
  secret: { one: 'Secret', many: 'Secrets' },
  person: { one: 'Person', many: 'People' },
  organization: { one: 'Organisation', many: 'Organisations' },
  id: { one: 'Id', many: 'Ids' },
  path: { one: 'Chosen path', many: 'Chosen paths' }
}
const shownAtFirst = 60

/** What a share would replace, in its first events. */
export function SharePreview({ preview }: { readonly preview: CommandOutput<'share.preview'> }) {
  const [view, setView] = useState<View>('values')
  const { events, cut, replaced, before, after } = preview
  if (events === 0) {
    return <Notice tone="warn">This finds no events, so there is nothing to share.</Notice>
  }
  const tabs: readonly TabEntry<View>[] = [
    {
      value: 'values',
      text: 'What is replaced',
      panel: () => <Values replaced={replaced} events={events} cut={cut} />
    },
    {
      value: 'event',
      text: 'First event, before and after',
      panel: () => <BeforeAfter before={before} after={after} />
    }
  ]
  return <Tabs label="Preview" tabs={tabs} value={view} onChange={setView} />
}

interface ValuesProps {
  readonly replaced: readonly Redacted[]
  readonly events: number
  readonly cut: number
}

function Values({ replaced, events, cut }: ValuesProps) {
  const [chosen, setKind] = useState<Kind | 'all'>('all')
  const [isWhole, setIsWhole] = useState(false)
  const found = kinds.filter((kind) => replaced.some((one) => one.kind === kind))
  const kind = chosen !== 'all' && found.includes(chosen) ? chosen : 'all'
  const rows = kind === 'all' ? replaced : replaced.filter((one) => one.kind === kind)
  return (
    <div className={styles['values']}>
      <p className={styles['hint']}>
        {replaced.length === 0
          ? `Nothing is replaced in ${firsts(events)}: it is shared as it is.`
          : `${plural(replaced.length, 'value')} in ${firsts(events)}. These pseudonyms are examples; the file gets its own.`}
        {cut > 0 && ` ${beginnings(cut, events)}`}
      </p>
      {found.length > 1 && (
        <Pick
          label="Kind of value"
          isLabelHidden
          value={kind}
          options={[
            { value: 'all', text: 'All' },
            ...found.map((each) => ({
              value: each,
              text: `${kindTexts[each].many} ${formatCount(replaced.filter((one) => one.kind === each).length)}`
            }))
          ]}
          onChange={setKind}
        />
      )}
      {rows.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">Before</th>
              <th scope="col">Shared as</th>
            </tr>
          </thead>
          <tbody>
            {(isWhole ? rows : rows.slice(0, shownAtFirst)).map((row) => (
              <Row key={`${row.kind} ${row.label} ${row.before}`} row={row} hasKind={kind === 'all'} />
            ))}
          </tbody>
        </table>
      )}
      {!isWhole && rows.length > shownAtFirst && (
        <Button size="small" className={styles['more']} onClick={() => setIsWhole(true)}>
          Show the other {formatCount(rows.length - shownAtFirst)}
        </Button>
      )}
    </div>
  )
}

const firsts = (events: number): string =>
  events === 1 ? 'the first event' : `the first ${formatCount(events)} events`

const beginnings = (cut: number, events: number): string =>
  cut === 1 && events === 1
    ? 'It is large, so only its beginning was looked at here; the file has it whole, redacted to the end.'
    : `Of ${plural(cut, 'large event')} only the beginning was looked at here; the file has them whole, redacted to the end.`

interface RowProps {
  readonly row: Redacted
  readonly hasKind: boolean
}

function Row({ row: { label, kind, before, after }, hasKind }: RowProps) {
  return (
    <tr>
      <td>
        <code>
          <bdi>{label}</bdi>
        </code>
        {hasKind && <small>{kindTexts[kind].one}</small>}
      </td>
      <td>
        <bdi>{kind === 'secret' ? 'not shown' : before}</bdi>
      </td>
      <td>
        <bdi>{after}</bdi>
      </td>
    </tr>
  )
}
