import { useState, type ReactNode } from 'react'
import { CopyButton } from '../../components/copy-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatBytes, formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { isMasked } from '../../masking/is-masked.ts'
import type { BodySource, LoadedBody } from '../../state/body-cache.ts'
import { useStore } from '../../state/store.ts'
import { ArrivedBytes } from './arrived-bytes.tsx'
import styles from './body-view.module.css'
import { DigestOf } from './digest-of.tsx'
import { HexDump } from './hex-dump.tsx'
import { JsonPanel } from './json-panel.tsx'
import { TextPanel } from './text-panel.tsx'
import { useBodyText } from './use-body-text.ts'

type Mode = 'tree' | 'text' | 'arrived'

interface LoadedBodyProps {
  readonly source: BodySource
  readonly body: LoadedBody
}

/** A body that is here, in the way that the reader chose. */
export function LoadedBodyView({ source, body }: LoadedBodyProps) {
  const { bodies } = useAppState()
  const [chosen, setMode] = useState<Mode>('tree')
  const [text, set] = useState('')
  const wanted = { text, set }
  const { reading, findInText } = useBodyText(body.text ?? '', body.isWhole)
  // Masked, they are not the bytes that came.
  const masked = useStore(isMasked)
  const hasDigest = body.isWhole && !masked
  if (body.bytes === 0) return <p className={styles['none']}>The body is empty.</p>

  const modes: readonly { value: Mode; text: string }[] = [
    ...(reading && reading.status !== 'refused' ? [{ value: 'tree' as const, text: 'Tree' }] : []),
    { value: 'text', text: body.decoded === null ? 'As received' : 'Text' },
    ...(body.decoded === null ? [] : [{ value: 'arrived' as const, text: 'As it arrived' }])
  ]
  const mode = modes.find(({ value }) => value === chosen)?.value ?? 'text'
  const tools = (own: ReactNode) => (
    <div className={styles['tools']}>
      {modes.length > 1 && (
        <Pick label="Show as" isLabelHidden value={mode} options={modes} onChange={setMode} />
      )}
      {own}
      <span className={styles['size']}>
        <span className={styles['bytes']} title={`${formatCount(body.bytes)} bytes`}>
          {formatBytes(body.bytes)}
          {body.decoded !== null && ` decoded from ${body.decoded}`}
        </span>
        {body.text !== null && (
          <CopyButton
            text={async () => (await bodies.read(source, true)).text ?? ''}
            what={source.kind === 'event' ? 'the payload' : 'the body'}
          />
        )}
      </span>
    </div>
  )
  const key = `${source.kind} ${source.id}`
  if (mode === 'tree' && reading?.status === 'read') {
    return (
      <div className={styles['body']}>
        <JsonPanel key={key} document={reading.document} wanted={wanted} tools={tools} />
      </div>
    )
  }
  if (mode === 'text' && body.text !== null) {
    return (
      <div className={styles['body']}>
        <TextPanel
          key={key}
          text={body.text}
          findInText={findInText}
          wanted={wanted}
          tools={(own) =>
            tools(
              <>
                {own}
                {hasDigest && <DigestOf source={source} body={body} />}
              </>
            )
          }
          notes={
            reading?.status === 'refused' && <Notice tone="warn">This is not JSON. {reading.message}.</Notice>
          }
        />
      </div>
    )
  }
  return (
    <div className={styles['body']}>
      {tools(mode === 'text' && hasDigest && <DigestOf source={source} body={body} />)}
      {mode === 'text' && (
        <div className={styles['notes']}>
          <Notice>These bytes are not UTF-8 text, so they are shown as they are.</Notice>
        </div>
      )}
      <div className={styles['content']}>
        {mode === 'tree' && <Waiting what="the tree of the payload" />}
        {mode === 'text' && body.binary && <HexDump bytes={body.binary} />}
        {mode === 'arrived' && <ArrivedBytes source={source} isWhole={body.isWhole} />}
      </div>
    </div>
  )
}
