import { Copy, FolderOpen } from 'lucide-react'
import type { About } from '#shared/app-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import { DialogActions } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { useRead } from '../../state/use-read.ts'
import data from '../data/data.module.css'
import styles from './about.module.css'
import { useShowDataFolder } from './use-show-data-folder.ts'

export function AboutPanel() {
  const client = useClient()
  const about = useRead('app.about', () => client.call('app.about', {}))
  const showDataFolder = useShowDataFolder()
  if (about.status === 'loading') return <div className={data['panel']} />
  if (about.status === 'failed') {
    return (
      <div className={data['panel']}>
        <Notice tone="bad">{about.error}</Notice>
      </div>
    )
  }
  const details = detailsOf(about.value)
  return (
    <div className={data['panel']}>
      <p className={data['hint']}>
        See, verify, understand, compare and replay the webhooks that Scalekit sends you.
      </p>
      <dl className={styles['details']}>
        {details.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <DialogActions>
        <Button onClick={showDataFolder}>
          <FolderOpen size={14} aria-hidden />
          Show data folder
        </Button>
        <Button
          onClick={() => void copyText(details.map((pair) => pair.join(': ')).join('\n'), 'the details')}
        >
          <Copy size={14} aria-hidden />
          Copy details
        </Button>
      </DialogActions>
    </div>
  )
}

const detailsOf = ({
  version,
  versions,
  licence,
  dataDir
}: About): readonly (readonly [string, string])[] => [
  ['Version', version],
  ...versions.map((one) => [one.name, one.version] as const),
  ['Licence', licence],
  ['Data folder', dataDir]
]
