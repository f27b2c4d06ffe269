import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import styles from './disclosure.module.css'

interface DisclosureProps {
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
  readonly summary: ReactNode
  /** Whether what it shows stays, out of sight, once it was opened. */
  readonly isLasting?: boolean
  readonly children: ReactNode
}

/** A line that opens to show more below it. */
export function Disclosure({ isOpen, onToggle, summary, isLasting = false, children }: DisclosureProps) {
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  return (
    <Collapsible.Root open={isOpen} onOpenChange={onToggle}>
      <Collapsible.Trigger className={styles['summary']}>
        <ChevronRight size={14} aria-hidden />
        {summary}
      </Collapsible.Trigger>
      <Collapsible.Panel className={styles['panel']} keepMounted={isLasting && wasOpen}>
        {children}
      </Collapsible.Panel>
    </Collapsible.Root>
  )
}
