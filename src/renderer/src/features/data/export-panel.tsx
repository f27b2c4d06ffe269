import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { formatBytes, formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { readListing } from '../../state/listing.ts'
import { useStore } from '../../state/store.ts'
import styles from './data.module.css'
import { Progress } from './progress.tsx'

/** Saves deliveries, with their exact bytes, as a file of one JSON text per line. */
export function ExportPanel() {
  const { transfers, selection, query } = useAppState()
  const transfer = useStore(transfers)
  const { view } = useStore(selection)
  const listed = readListing(view, useStore(query))
  const [scope, setScope] = useState<'all' | 'listed'>('all')
  // What the timeline lists without a filter, in its first view, is everything that has an event.
  const canNarrow = listed.ok && listed.query !== ''
  const isNarrowed = canNarrow && scope === 'listed'

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
            onChange={setScope}
          />
          {isNarrowed && <p className={styles['hint']}>{listed.sentence}</p>}
        </>
      )}
      <div>
        <Button
          look="primary"
          disabled={transfer.state === 'importing'}
          onClick={() => void transfers.export(isNarrowed ? listed.query : null)}
        >
          <Download size={14} aria-hidden />
          Export
        </Button>
      </div>
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
