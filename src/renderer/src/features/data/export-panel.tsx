import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button.tsx'
import clamp from '../../components/clamp.module.css'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatBytes, formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { readListing } from '../../state/listing.ts'
import { useStore } from '../../state/store.ts'
import type { Transfers } from '../../state/transfers.ts'
import styles from './data.module.css'
import { Progress } from './progress.tsx'

/** Of an import, the other panel has yet to tell. */
function forgetExport(transfers: Transfers): void {
  const transfer = transfers.getSnapshot()
  const isOfImport =
    transfer.state === 'imported' || (transfer.state === 'failed' && transfer.what === 'import')
  if (!isOfImport) transfers.clear()
}

/** Saves deliveries, with their exact bytes, as a file of one JSON text per line. */
export function ExportPanel() {
  const { transfers, selection, query } = useAppState()
  const transfer = useStore(transfers)
  const { view } = useStore(selection)
  const listed = readListing(view, useStore(query))
  // A filter that cannot be read was meant to narrow down: nobody may get everything instead unasked.
  const [scope, setScope] = useState<'all' | 'listed'>(listed.ok ? 'all' : 'listed')
  // What the timeline lists without a filter, in its first view, is everything that has an event.
  const canNarrow = !listed.ok || listed.query !== ''
  const isNarrowed = canNarrow && scope === 'listed'
  const isUnreadable = isNarrowed && !listed.ok
  // How an export ended is news once: what ended while the reader was elsewhere is still there to be seen.
  useEffect(() => () => forgetExport(transfers), [transfers])

  if (transfer.state === 'exporting') {
    const { done, total } = transfer
    const text = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`
    return (
      <div className={styles['panel']}>
        <Progress
          label="Export"
          done={done}
          total={total}
          text={`${text} deliveries`}
          onCancel={transfers.cancel}
        />
      </div>
    )
  }
  return (
    <div className={styles['panel']}>
      <p className={styles['hint']}>
        A file of one JSON text per line: each delivery with its exact bytes, and stars, notes and replays of
        its event. No secret is in it, and headers that carry credentials are blanked out.
      </p>
      {canNarrow && (
        <>
          <Pick
            label="What to export"
            value={scope}
            options={[
              { value: 'all', text: 'Everything' },
              { value: 'listed', text: 'What the timeline lists' }
            ]}
            onChange={(next) => {
              setScope(next)
              forgetExport(transfers)
            }}
          />
          {isNarrowed && listed.ok && (
            <p className={classNames(styles['hint'], clamp['clamp'])} title={listed.sentence}>
              {listed.sentence}
            </p>
          )}
        </>
      )}
      {isUnreadable && (
        <Notice tone="warn">
          The filter cannot be read, so the timeline lists nothing. {listed.error.message} Correct the filter,
          or export everything.
        </Notice>
      )}
      <div>
        <Button
          look="primary"
          disabled={transfer.state === 'importing' || isUnreadable}
          onClick={() => void transfers.export(isNarrowed && listed.ok ? listed.query : null)}
        >
          <Download size={14} aria-hidden />
          Export
        </Button>
      </div>
      {transfer.state === 'nothingFound' && (
        <Notice tone="warn" isAlert>
          {isNarrowed ? 'The timeline lists nothing' : 'Nothing is stored yet'}, so there is no file to save.
        </Notice>
      )}
      {transfer.state === 'exported' && (
        <Notice tone="good" isAlert>
          Exported {plural(transfer.deliveries, 'delivery', 'deliveries')}, {formatBytes(transfer.bytes)}, as{' '}
          <code>{transfer.name}</code>.
        </Notice>
      )}
      {transfer.state === 'failed' && transfer.what === 'export' && (
        <Notice tone="bad" isAlert>
          {transfer.error}
        </Notice>
      )}
    </div>
  )
}
