import type { BodySource, LoadedBody } from '../../state/body-cache.ts'
import { useRead } from '../../state/use-read.ts'
import { IdButton } from '../../components/id-button.tsx'
import styles from './body-view.module.css'

/** Enough to compare at a glance; a copy has them all. */
const shownDigits = 12

interface DigestOfProps {
  readonly source: BodySource
  readonly body: LoadedBody
}

/** The SHA-256 of the bytes that are shown, to tell whether two people look at the same ones. */
export function DigestOf({ source, body }: DigestOfProps) {
  const digest = useRead(`sha256 ${source.kind} ${source.id}`, () => sha256(body))
  if (digest.status !== 'ready') return null
  return (
    <span className={styles['digest']}>
      SHA-256{' '}
      <IdButton
        id={digest.value}
        shown={`${digest.value.slice(0, shownDigits)}…`}
        what="the SHA-256 of these bytes"
      />
    </span>
  )
}

async function sha256({ text, binary }: LoadedBody): Promise<string> {
  const bytes = binary ? new Uint8Array(binary) : new TextEncoder().encode(text ?? '')
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
