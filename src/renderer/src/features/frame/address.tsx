import type { ClipboardEvent } from 'react'
import styles from './address.module.css'

/** A URL whose path gives way in the middle where there is no room; its host and its end are always there. */
export function Address({ url }: { readonly url: string }) {
  const { protocol, host } = new URL(url)
  const path = url.slice(protocol.length + 2 + host.length)
  const end = path.lastIndexOf('/')
  // Its parts stand side by side as blocks, which a browser would copy as lines.
  const copyWhole = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData.setData('text/plain', url)
  }
  return (
    <code className={styles['url']} title={url} tabIndex={0} onCopy={copyWhole}>
      <span className={styles['scheme']}>{`${protocol}//`}</span>
      <b>{host}</b>
      <span className={styles['middle']}>{path.slice(0, end)}</span>
      <span className={styles['end']}>{path.slice(end)}</span>
    </code>
  )
}
