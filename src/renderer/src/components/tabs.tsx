import { Tabs as Base } from '@base-ui/react/tabs'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { formatCount } from '../lib/format-count.ts'
import styles from './tabs.module.css'

export interface TabEntry<T extends string> {
  readonly value: T
  readonly text: string
  /** A number beside the name. */
  readonly count?: number | undefined
  readonly panel: () => ReactNode
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly tabs: readonly TabEntry<T>[]
  /** Whether a panel that was shown stays, out of sight, so that what was written there is not lost. */
  readonly isLasting?: boolean
}

/** Panels of which one shows; only that one exists, unless they are lasting. */
export function Tabs<T extends string>({ label, value, onChange, tabs, isLasting = false }: TabsProps<T>) {
  const [shown, setShown] = useState<readonly T[]>([value])
  if (isLasting && !shown.includes(value)) setShown([...shown, value])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Its promise, where a browser has one, is not what takes an effect back.
    list.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another one is chosen, which may be out of sight
  }, [value])
  const exists = (tab: T) => tab === value || (isLasting && shown.includes(tab))
  return (
    <Base.Root value={value} onValueChange={(next: T) => onChange(next)} className={styles['root']}>
      <Base.List ref={list} className={styles['list']} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles['tab']}>
            {tab.text}
            {tab.count !== undefined && tab.count > 0 && (
              <span className={styles['count']}>{formatCount(tab.count)}</span>
            )}
          </Base.Tab>
        ))}
        <Base.Indicator className={styles['indicator']} />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel
          key={tab.value}
          value={tab.value}
          className={styles['panel']}
          keepMounted={isLasting && shown.includes(tab.value)}
        >
          {exists(tab.value) && tab.panel()}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
