import { CircleAlert, CornerDownLeft } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Exchange } from '#shared/check-models.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Tag } from '../../components/tag.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { HeaderTable } from '../delivery/header-table.tsx'
import { sayAnswer } from './check-words.ts'
import styles from './checks.module.css'

/** A request of a probe, with what came back. */
export function ExchangeView({ exchange }: { readonly exchange: Exchange }) {
  const [isOpen, setIsOpen] = useState(false)
  const { what, requestHeaders, requestBody, requestBytes, status, responseHeaders, responseBody } = exchange
  const isWhole = new TextEncoder().encode(requestBody).byteLength >= requestBytes
  return (
    <Disclosure
      isOpen={isOpen}
      onToggle={setIsOpen}
      summary={
        <>
          <span className={styles['what']}>{what}</span>
          <Tag icon={status === null ? CircleAlert : CornerDownLeft} isBare>
            <bdi>{sayAnswer(exchange)}</bdi>
          </Tag>
        </>
      }
    >
      <div className={styles['exchange']}>
        <Part name="Request headers">
          <HeaderTable label="Request headers" headers={requestHeaders} />
        </Part>
        <Part
          name={`Request body, ${formatBytes(requestBytes)}${isWhole ? '' : ` of which the first ${formatBytes(requestBody.length)} are shown`}`}
        >
          <BodyText text={requestBody} what="the request body" />
        </Part>
        {status !== null && (
          <>
            <Part name="Response headers">
              <HeaderTable label="Response headers" headers={responseHeaders} />
            </Part>
            <Part name="Response body">
              <BodyText text={responseBody ?? ''} what="the response body" />
            </Part>
          </>
        )}
      </div>
    </Disclosure>
  )
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section>
      <h5>{name}</h5>
      {children}
    </section>
  )
}

function BodyText({ text, what }: { readonly text: string; readonly what: string }) {
  if (text === '') return <p className={styles['why']}>It is empty.</p>
  return (
    <div className={styles['code']}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <pre tabIndex={0} className={styles['wrapped']}>
        <bdi>{text}</bdi>
      </pre>
      <span>
        <CopyButton text={() => text} what={what} />
      </span>
    </div>
  )
}
