import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon } from 'lucide-react'
import type { Tone } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { brokenLink, type ChainLink, type Reach } from '../listening/chain.ts'
import { PathProof } from '../listening/path-proof.tsx'
import { usePath } from '../listening/use-path.ts'
import { ChainPopover } from './chain-popover.tsx'
import styles from './status-line.module.css'

/** All of it behind one button, where there is no room for the links. */
export function FoldedChain() {
  const { chain, reach } = usePath()
  if (chain.length === 0) return null
  const { Icon, tone } = foldedLooks[reach]
  return (
    <ChainPopover
      className={classNames(styles['link'], styles[tone])}
      title="The way of a delivery"
      content={<PathProof />}
    >
      <Icon size={12} strokeWidth={2.25} aria-hidden />
      <span className={styles['name']}>Path</span>
      <span className={styles['word']}>{foldedWord(reach, brokenLink(chain))}</span>
    </ChainPopover>
  )
}

const foldedLooks: Readonly<Record<Reach, { readonly Icon: LucideIcon; readonly tone: Tone }>> = {
  closed: { Icon: CircleDashed, tone: 'plain' },
  broken: { Icon: CircleAlert, tone: 'bad' },
  untested: { Icon: CircleDashed, tone: 'plain' },
  thisMachine: { Icon: CircleCheck, tone: 'good' },
  everywhere: { Icon: CircleCheck, tone: 'good' }
}

function foldedWord(reach: Reach, broken: ChainLink | null): string {
  switch (reach) {
    case 'closed':
      return 'stopped'
    case 'broken':
      return `broken at ${broken?.title ?? 'an unknown link'}`
    case 'untested':
      return 'not tested yet'
    case 'thisMachine':
      return 'works on this machine'
    case 'everywhere':
      return 'works'
  }
}
