import { useMemo, useState } from 'react'
import type { Delivery, HeaderPair } from '#shared/models.ts'
import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { containersFrom } from '../../lib/json-rows.ts'
import { useAppState } from '../../state/app-state.ts'
import type { BodySource, LoadedBody } from '../../state/body-cache.ts'
import { useRead } from '../../state/use-read.ts'
import { ArrivedBytes } from './arrived-bytes.tsx'
import styles from './body-view.module.css'
import { JsonTree } from './json-tree.tsx'
import { HexDump, RawText } from './raw-text.tsx'

interface BodyViewProps {
  readonly source: BodySource
  /** The delivery that brought it. */
  readonly delivery: Pick<Delivery, 'bodyComplete' | 'headers'>
}

/** How a body was packed for the way, as its sender says; null where it was not. */
function codingOf(headers: readonly HeaderPair[]): string | null {
  const codings = headers
    .filter(
      ([name, value]) => name.toLowerCase() === 'content-encoding' && value.toLowerCase() !== 'identity'
    )
    .map(([, value]) => value)
  return codings.length > 0 ? codings.join(', ') : null
}

/** A stored body as a tree, as text, or as bytes; of a huge one first only the beginning. */
export function BodyView({ source, delivery }: BodyViewProps) {
  const { bodies } = useAppState()
  const key = `${source.kind} ${source.id}`
  const [wanted, setWanted] = useState<string | null>(null)
  const wantsAll = wanted === key
  const body = useRead(`${key} ${wantsAll}`, () => bodies.read(source, wantsAll))
  if (body.status === 'loading') return <Waiting what="the body" />
  if (body.status === 'failed') {
    return (
      <div className={styles['notes']}>
        <Notice tone="bad">{body.error}</Notice>
      </div>
    )
  }
  const { bytes, isWhole, decoded } = body.value
  const coding = codingOf(delivery.headers)
  return (
    <>
      {!delivery.bodyComplete && (
        <div className={styles['notes']}>
          <Notice tone="warn">Only this beginning of the body arrived.</Notice>
        </div>
      )}
      {coding !== null && decoded === null && bytes > 0 && (
        <div className={styles['notes']}>
          <Notice tone="warn">
            The sender calls this <code>{coding}</code>, but it cannot be decoded. The bytes are shown as they
            arrived.
          </Notice>
        </div>
      )}
      {!isWhole && (
        <div className={styles['notes']}>
          <Notice>
            <p>This body is {formatBytes(bytes)}. Its beginning is shown as text.</p>
            <Button size="small" onClick={() => setWanted(key)}>
              Load all of it
            </Button>
          </Notice>
        </div>
      )}
      <LoadedBodyView source={source} body={body.value} />
    </>
  )
}

type Parsed = { readonly root: JsonNode } | { readonly error: string } | null

/** Null where there is nothing that could be JSON. */
function parse({ text, isWhole }: LoadedBody): Parsed {
  if (text === null || !isWhole || text.trim() === '') return null
  try {
    return { root: parseJsonText(text) }
  } catch (error) {
    if (error instanceof JsonTextError) return { error: error.message }
    throw error
  }
}

type Mode = 'tree' | 'text' | 'arrived'
const bigText = 200_000

function LoadedBodyView({ source, body }: { readonly source: BodySource; readonly body: LoadedBody }) {
  const { bodies } = useAppState()
  const [wanted, setMode] = useState<Mode>('tree')
  const parsed = useMemo(() => parse(body), [body])
  const root = parsed && 'root' in parsed ? parsed.root : null
  const modes: readonly { value: Mode; text: string }[] = [
    ...(root ? [{ value: 'tree' as const, text: 'Tree' }] : []),
    { value: 'text', text: body.decoded === null ? 'As received' : 'Text' },
    ...(body.decoded === null ? [] : [{ value: 'arrived' as const, text: 'As it arrived' }])
  ]
  const mode = modes.find(({ value }) => value === wanted)?.value ?? 'text'
  const [folding, setFolding] = useState<{ root: JsonNode | null; collapsed: ReadonlySet<JsonNode> } | null>(
    null
  )
  const initial = useMemo<ReadonlySet<JsonNode>>(
    () => (root && (body.text?.length ?? 0) > bigText ? containersFrom(root, 2) : new Set()),
    [root, body.text]
  )
  const collapsed = folding?.root === root ? folding.collapsed : initial
  const setCollapsed = (next: ReadonlySet<JsonNode>) => setFolding({ root, collapsed: next })

  const tree =
    root && mode === 'tree' ? <JsonTree root={root} collapsed={collapsed} onCollapse={setCollapsed} /> : null

  if (body.bytes === 0) return <p className={styles['none']}>The body is empty.</p>
  return (
    <div className={styles['body']}>
      <div className={styles['tools']}>
        {modes.length > 1 && (
          <Pick label="Show as" isLabelHidden value={mode} options={modes} onChange={setMode} />
        )}
        {root && mode === 'tree' && (
          <>
            <Button look="ghost" size="small" onClick={() => setCollapsed(new Set())}>
              Expand all
            </Button>
            <Button look="ghost" size="small" onClick={() => setCollapsed(containersFrom(root, 1))}>
              Collapse
            </Button>
          </>
        )}
        <span className={styles['size']}>
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
      {parsed && 'error' in parsed && (
        <div className={styles['notes']}>
          <Notice tone="warn">This is not JSON. {parsed.error}.</Notice>
        </div>
      )}
      {body.binary && mode !== 'arrived' && (
        <div className={styles['notes']}>
          <Notice>These bytes are not UTF-8 text, so they are shown as they are.</Notice>
        </div>
      )}
      <div className={styles['content']}>
        {mode === 'arrived' ? (
          <ArrivedBytes source={source} isWhole={body.isWhole} />
        ) : (
          (tree ?? (body.binary ? <HexDump bytes={body.binary} /> : <RawText text={body.text ?? ''} />))
        )}
      </div>
    </div>
  )
}
