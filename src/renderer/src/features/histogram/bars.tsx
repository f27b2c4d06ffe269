import { useId } from 'react'
import type { Bar } from './scale.ts'
import styles from './histogram.module.css'

const height = 40
const leastHeight = 3
const gap = 0.12

/** The bars: events below, then rejected and unchecked deliveries, told apart by hatching too. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const id = useId()
  const most = Math.max(1, ...bars.map(({ events, rejected, unchecked }) => events + rejected + unchecked))
  // Few beside many must be seen.
  const scaled = (value: number) =>
    value === 0 ? 0 : Math.max(leastHeight, (value / most) * (height - 2 * leastHeight))
  return (
    <svg
      className={styles['bars']}
      viewBox={`0 0 ${bars.length} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <defs>
        <pattern id={`${id}r`} width="0.5" height="4" patternUnits="userSpaceOnUse">
          <rect width="0.5" height="4" className={styles['rejected']} />
          <rect width="0.5" height="1.5" className={styles['hatch']} />
        </pattern>
        <pattern id={`${id}u`} width="0.4" height="40" patternUnits="userSpaceOnUse">
          <rect width="0.4" height="40" className={styles['unchecked']} />
          <rect width="0.16" height="40" className={styles['hatch']} />
        </pattern>
      </defs>
      {bars.map(({ at, events, rejected, unchecked }, index) => {
        const one = scaled(events)
        const two = one + scaled(rejected)
        const three = two + scaled(unchecked)
        const box = { x: index + gap / 2, width: 1 - gap }
        return (
          <g key={at}>
            {events > 0 && <rect {...box} y={height - one} height={one} className={styles['events']} />}
            {rejected > 0 && <rect {...box} y={height - two} height={two - one} fill={`url(#${id}r)`} />}
            {unchecked > 0 && <rect {...box} y={height - three} height={three - two} fill={`url(#${id}u)`} />}
          </g>
        )
      })}
    </svg>
  )
}
