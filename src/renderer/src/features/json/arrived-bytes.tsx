import { CopyButton } from '../../components/copy-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import type { BodySource, LoadedBody } from '../../state/body-cache.ts'
import { useRead } from '../../state/use-read.ts'
import styles from './body-view.module.css'
import { HexDump } from './hex-dump.tsx'

/** The bytes of a packed body as they came: signatures are checked over these. */
export function ArrivedBytes({
  source,
  isWhole
}: {
  readonly source: BodySource
  readonly isWhole: boolean
}) {
  const { bodies } = useAppState()
  const body = useRead(`arrived ${source.kind} ${source.id} ${isWhole}`, () =>
    bodies.read(source, isWhole, 'arrived')
  )
  if (body.status === 'loading') return <Waiting what="the bytes" />
  if (body.status === 'failed') {
    return (
      <div className={styles['notes']}>
        <Notice tone="bad">{body.error}</Notice>
      </div>
    )
  }
  return (
    <>
      <div className={styles['tools']}>
        <span>{formatBytes(body.value.bytes)} arrived</span>
        <CopyButton
          text={async () => toBase64(bytesOf(await bodies.read(source, true, 'arrived')))}
          what="the bytes as Base64"
          isWordy
        />
      </div>
      <HexDump bytes={bytesOf(body.value)} />
    </>
  )
}

const bytesOf = ({ binary, text }: LoadedBody): Uint8Array => binary ?? new TextEncoder().encode(text ?? '')

const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
