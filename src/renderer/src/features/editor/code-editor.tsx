import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { messageOf } from '../../state/live-value.ts'
import styles from './editor.module.css'
import type { KnownFields } from './known-fields.ts'

/** A text that may be long: written out only where all of it is needed. */
export interface LazyText {
  toString(): string
  readonly length: number
}

interface CodeEditorProps {
  /** What it starts with; a later change of it is not taken in. */
  readonly text: string
  readonly label: string
  readonly isHeavy: boolean
  readonly fields: KnownFields
  readonly onChange: (text: LazyText) => void
  readonly onRun: () => void
  readonly onSave: () => void
}

/** The editor, fetched when it is first needed. */
export function CodeEditor({ text, label, isHeavy, fields, onChange, onRun, onSave }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'loading' | 'ready' | { readonly error: string }>('loading')
  const start = useEffectEvent(() => text)
  const change = useEffectEvent(onChange)
  const run = useEffectEvent(onRun)
  const save = useEffectEvent(onSave)
  const known = useEffectEvent(() => fields)
  useEffect(() => {
    let isGone = false
    let destroy = () => {}
    const load = async () => {
      const { createCodeMirror } = await import('./code-mirror.ts')
      if (isGone || !host.current) return
      destroy = createCodeMirror(host.current, {
        text: start(),
        label,
        isHeavy,
        fields: () => known(),
        onChange: (next) => change(next),
        onRun: () => run(),
        onSave: () => save()
      })
      setState('ready')
    }
    load().catch((error: unknown) => setState({ error: messageOf(error) }))
    return () => {
      isGone = true
      destroy()
    }
  }, [label, isHeavy])
  return (
    <>
      {state === 'loading' && <Waiting what="the editor" />}
      {typeof state === 'object' && (
        <Notice tone="bad">The editor could not be loaded: {state.error}. Reload the page.</Notice>
      )}
      <div ref={host} className={styles['code']} data-editor="" />
    </>
  )
}
