import {
  CircleDashed,
  CircleHelp,
  CircleSlash,
  Equal,
  EqualNot,
  Sigma,
  Unplug,
  type LucideIcon
} from 'lucide-react'
import { classNames } from '../../lib/class-names.ts'
import { countOf, parts, type Part } from './mapping-words.ts'
import styles from './mapping-head.module.css'

const icons: Readonly<Record<Part, LucideIcon>> = {
  explained: Equal,
  differs: EqualNot,
  missing: CircleSlash,
  unexplained: CircleHelp,
  empty: CircleDashed,
  computed: Sigma,
  unmapped: Unplug
}

interface MappingSummaryProps {
  readonly counts: ReadonlyMap<Part, number>
  readonly chosen: Part | null
  readonly onChoose: (part: Part | null) => void
}

/** The whole in a sentence, of which each part shows only its rows. */
export function MappingSummary({ counts, chosen, onChoose }: MappingSummaryProps) {
  return (
    <div className={styles['summary']} role="group" aria-label="Show only">
      {parts
        .filter((part) => counts.get(part) || part === chosen)
        .map((part) => {
          const Icon = icons[part]
          return (
            <button
              key={part}
              type="button"
              className={classNames(styles['part'], styles[part])}
              aria-pressed={part === chosen}
              title={part === chosen ? 'Show all again' : 'Show only these'}
              onClick={() => onChoose(part === chosen ? null : part)}
            >
              <Icon size={13} aria-hidden />
              {countOf(part, counts.get(part) ?? 0)}
            </button>
          )
        })}
    </div>
  )
}
