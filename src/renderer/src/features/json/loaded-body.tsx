import { useState, type ReactNode } from 'react'
import { CopyButton } from '../../components/copy-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatBytes, formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import type { BodySource, LoadedBody } from '../../state/body-cache.ts'
import { ArrivedBytes } from './arrived-bytes.tsx'
import styles from './body-view.module.css'
import { DigestOf } from './digest-of.tsx'
import { JsonPanel } from './json-panel.tsx'
import { HexDump, RawText } from './raw-text.tsx'
import { useJsonDocument } from './use-json-document.ts'

type Mode = 'tree' | 'text' | 'arrived'

interface LoadedBodyProps {
  readonly source: BodySource
  readonly body: LoadedBody
}

/** A body that is here, in the way that the reader chose. */
export function LoadedBodyView({ source, body }: LoadedBodyProps) {
  const { bodies } = useAppState()
  const [wanted, setMode] = useState<Mode>('tree')
  const isBlank = body.text === null || body.text.trim() === ''
  const reading = useJsonDocument(body.isWhole && !isBlank ? body.text : null)
  if (body.bytes === 0) return <p className={styles['none']}>The body is empty.</p>

  const modes: readonly { value: Mode; text: string }[] = [
    ...(reading && reading.status !== 'refused' ? [{ value: 'tree' as const, text: 'Tree' }] : []),
    { value: 'text', text: body.decoded === null ? 'As received' : 'Text' },
    ...(body.decoded === null ? [] : [{ value: 'arrived' as const, text: 'As it arrived' }])
  ]
  const mode = modes.find(({ value }) => value === wanted)?.value ?? 'text'
  const tools = (own: ReactNode) => (
    <div className={styles['tools']}>
      {modes.length > 1 && (
        <Pick label="Show as" isLabelHidden value={mode} options={modes} onChange={setMode} />
      )}
      {own}
      <span className={styles['size']} title={`${formatCount(body.bytes)} bytes`}>
        {formatBytes(body.bytes)}
        {body.decoded !== null && ` decoded from ${body.decoded}`}
      </span>
      {body.text !== null && (
        <CopyButton
          text={async () => (await bodies.read(source, true)).text ?? ''}
          what={source.kind === 'event' ? 'the payload' : 'the body'}
        />
      )}
    </div>
  )
  if (mode === 'tree' && reading?.status === 'read') {
    return (
      <div className={styles['body']}>
        <JsonPanel key={`${source.kind} ${source.id}`} document={reading.document} tools={tools} />
      </div>
    )
  }
  return (
    <div className={styles['body']}>
      {tools(mode === 'text' && body.isWhole && <DigestOf source={source} body={body} />)}
      {reading?.status === 'refused' && (
        <div className={styles['notes']}>
          <Notice tone="warn">This is not JSON. {reading.message}.</Notice>
        </div>
      )}
      {body.binary && mode !== 'arrived' && (
        <div className={styles['notes']}>
          <Notice>These bytes are not UTF-8 text, so they are shown as they are.</Notice>
        </div>
      )}
      <div className={styles['content']}>
        {mode === 'tree' ? (
          <Waiting what="the tree of the payload" />
        ) : (
          <Bytes source={source} body={body} mode={mode} />
        )}
      </div>
    </div>
  )
}

function Bytes({ source, body, mode }: LoadedBodyProps & { readonly mode: Mode }) {
  if (mode === 'arrived') return <ArrivedBytes source={source} isWhole={body.isWhole} />
  return body.binary ? <HexDump bytes={body.binary} /> : <RawText text={body.text ?? ''} />
}
