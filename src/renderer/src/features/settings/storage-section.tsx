import { FolderOpen, Shrink } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { ConfirmWhen } from '../../components/confirm.tsx'
import { notify } from '../../components/notify.ts'
import { formatBytes, formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { useShowDataFolder } from '../about/use-show-data-folder.ts'
import styles from './settings.module.css'

/** How much is stored, and of what. */
export function Stored() {
  const { stats } = useAppState()
  const stored = useStore(stats).value
  if (!stored) return null
  const counts = [
    plural(stored.events, 'event'),
    `${formatCount(stored.rejected)} rejected`,
    `${formatCount(stored.unchecked)} unchecked`,
    plural(stored.interceptors, 'interceptor call')
  ]
  return (
    <>
      {formatBytes(stored.databaseBytes)} on disk: {counts.join(', ')}.
    </>
  )
}

export function StorageSection() {
  const client = useClient()
  const info = useRead('app.info', () => client.call('app.info', {}))
  const showDataFolder = useShowDataFolder()
  const [isAsking, setIsAsking] = useState(false)
  const [isCompacting, setIsCompacting] = useState(false)
  const compact = async () => {
    setIsCompacting(true)
    await notify.whenFailed('Could not compact the database', async () => {
      const { beforeBytes, afterBytes } = await client.call('data.compact', {})
      const freed = Math.max(0, beforeBytes - afterBytes)
      notify.done('Compacted', `${formatBytes(freed)} given back, ${formatBytes(afterBytes)} left.`)
    })
    setIsCompacting(false)
  }
  return (
    <div>
      <div className={styles['row']}>
        <div>
          <b>Data folder</b>
          <p className={styles['hint']}>{info.status === 'ready' ? info.value.dataDir : ''}</p>
        </div>
        <Button onClick={showDataFolder}>
          <FolderOpen size={14} aria-hidden />
          Show data folder
        </Button>
      </div>
      <div className={styles['row']}>
        <div>
          <b>Compact</b>
          <p className={styles['hint']}>
            Deleted data leaves room in the file that new data takes up again. Compacting gives the room back
            to the disk, and leaves no byte of what was deleted.
          </p>
        </div>
        <Button onClick={() => setIsAsking(true)} disabled={isCompacting}>
          <Shrink size={14} aria-hidden />
          {isCompacting ? 'Compacting…' : 'Compact…'}
        </Button>
      </div>
      <ConfirmWhen
        isAsking={isAsking}
        onClose={() => setIsAsking(false)}
        title="Compact the database?"
        description="Deliveries that come meanwhile wait for it, about a second for each 100 MB, and as much room as the database takes is needed on the disk. Deletions that can still be undone stay so."
        action="Compact"
        refusal="Not now"
        onConfirm={() => void compact()}
      />
    </div>
  )
}
