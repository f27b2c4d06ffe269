import { useRef, type ReactNode } from 'react'
import type { Hits } from '../../lib/find-in-text.ts'
import styles from './body-view.module.css'
import { FindBar } from './find-bar.tsx'
import { RawText } from './raw-text.tsx'
import { useFind, type Wanted } from './use-find.ts'

interface TextPanelProps {
  readonly text: string
  readonly findInText: (wanted: string) => Promise<Hits>
  readonly wanted: Wanted
  /** The tools that every way to show a body has, around those of the text. */
  readonly tools: (own: ReactNode) => ReactNode
  readonly notes: ReactNode
}

/** A body as it is written, with what finds in it. */
export function TextPanel({ text, findInText, wanted, tools, notes }: TextPanelProps) {
  const { find, look, step } = useFind(findInText, wanted)
  const content = useRef<HTMLDivElement>(null)
  return (
    <>
      {tools(
        <FindBar
          what="The text as it is written"
          find={find}
          onLook={look}
          onStep={step}
          onLeave={() => content.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()}
        />
      )}
      {notes && <div className={styles['notes']}>{notes}</div>}
      <div ref={content} className={styles['content']}>
        <RawText text={text} find={find} />
      </div>
    </>
  )
}
