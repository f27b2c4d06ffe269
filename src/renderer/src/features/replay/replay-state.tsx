import { CircleCheck, CirclePause, CircleX, LoaderCircle, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { Replay } from '#shared/replay-models.ts'
import { Tag, type Tone } from '../../components/tag.tsx'

/** How far a replay is, or how it ended, as icon and word. */
export function ReplayStateTag({ replay }: { readonly replay: Replay }) {
  const { icon, tone, word } = lookOf(replay)
  return (
    <Tag icon={icon} tone={tone}>
      {word}
    </Tag>
  )
}

function lookOf({ state, refused, failed }: Replay): {
  readonly icon: LucideIcon
  readonly tone: Tone
  readonly word: string
} {
  switch (state) {
    case 'running':
      return { icon: LoaderCircle, tone: 'info', word: 'running' }
    case 'paused':
      return { icon: CirclePause, tone: 'warn', word: 'paused' }
    case 'interrupted':
      return { icon: TriangleAlert, tone: 'warn', word: 'interrupted' }
    case 'cancelled':
      return { icon: CircleX, tone: 'plain', word: 'cancelled' }
    case 'done':
      return refused + failed === 0
        ? { icon: CircleCheck, tone: 'good', word: 'all accepted' }
        : { icon: CircleX, tone: 'bad', word: 'with failures' }
  }
}
