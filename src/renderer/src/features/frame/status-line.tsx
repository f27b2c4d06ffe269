import { Popover } from '@base-ui/react/popover'
import {
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon
} from 'lucide-react'
import { Fragment } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import popup from '../../components/popup.module.css'
import type { Tone } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatBytes, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './status-line.module.css'
import { chainOf, type ChainLink } from '../listening/truth.ts'
import { useListening } from '../listening/use-listening.ts'

const icons: Readonly<Record<Tone, LucideIcon>> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: CircleDashed,
  plain: CircleDashed
}

/** The way of a delivery from the public URL to the disk, and what has been stored. */
export function StatusLine() {
  const { stats } = useAppState()
  const isLost = useStore(useClient().loss) !== null
  const stored = useStore(stats).value
  const { status } = useListening()
  return (
    <footer className={styles['line']}>
      {status && !isLost && (
        <ol className={styles['chain']} aria-label="The way of a delivery">
          {chainOf(status).map((each, index) => (
            <Fragment key={each.name}>
              {index > 0 && (
                <li aria-hidden className={styles['arrow']}>
                  <ChevronRight size={12} />
                </li>
              )}
              <li>
                <LinkButton link={each} />
              </li>
            </Fragment>
          ))}
        </ol>
      )}
      {stored && (
        <span className={styles['stored']}>
          {plural(stored.events, 'event')} · {formatBytes(stored.databaseBytes)}
        </span>
      )}
    </footer>
  )
}

function LinkButton({ link }: { readonly link: ChainLink }) {
  const Icon = link.isWaiting ? LoaderCircle : icons[link.tone]
  const { start } = useListening()
  const isTunnelOff = (link.name === 'Public URL' || link.name === 'Tunnel') && link.tone !== 'good'
  return (
    <Popover.Root>
      <Popover.Trigger className={classNames(styles['link'], styles[link.tone])}>
        <Icon size={12} strokeWidth={2.25} aria-hidden />
        <span className={styles['name']}>{link.name}</span>
        <span className={styles['word']}>{link.word}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} className={popup['layer']}>
          <Popover.Popup className={classNames(popup['popup'], styles['details'])}>
            <Popover.Title className={styles['title']}>
              {link.name}: {link.word}
            </Popover.Title>
            <Popover.Description className={styles['reason']}>{link.reason}</Popover.Description>
            {link.fix !== null && <p>{link.fix}</p>}
            {isTunnelOff && !link.isWaiting && (
              <Popover.Close render={<Button look="primary" size="small" />} onClick={start}>
                {link.word === 'Failed' ? 'Try again' : 'Start listening'}
              </Popover.Close>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
