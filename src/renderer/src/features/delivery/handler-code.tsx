import { useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useRead } from '../../state/use-read.ts'
import { Fixes } from '../checks/fixes.tsx'
import styles from './delivery.module.css'

interface HandlerCodeProps {
  /** What the reader gets from it, as a line to open. */
  readonly title: string
  readonly isOpenAtFirst: boolean
}

/** A handler that verifies as it should, in the framework of the reader. */
export function HandlerCode({ title, isOpenAtFirst }: HandlerCodeProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  return (
    <section className={styles['entries']}>
      <Disclosure
        isOpen={isOpen}
        onToggle={setIsOpen}
        summary={<span className={styles['grow']}>{title}</span>}
      >
        <div className={styles['cause']}>
          <Code />
        </div>
      </Disclosure>
    </section>
  )
}

function Code() {
  const client = useClient()
  const read = useRead('handler code', () => client.call('checks.handlerCode', {}))
  if (read.status === 'loading') return <Waiting what="the code" />
  if (read.status === 'failed') return <Notice tone="bad">{read.error}</Notice>
  return <Fixes fixes={read.value.rows} />
}
