import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './disclosure.module.css'

interface DisclosureProps {
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
  readonly summary: ReactNode
  readonly children: ReactNode
}

/** A line that opens to show more below it. */
export function Disclosure({ isOpen, onToggle, summary, children }: DisclosureProps) {
  return (
    <Collapsible.Root open={isOpen} onOpenChange={onToggle}>
      <Collapsible.Trigger className={styles['summary']}>
        <ChevronRight size={14} aria-hidden />
        {summary}
      </Collapsible.Trigger>
      <Collapsible.Panel className={styles['panel']}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  )
}
