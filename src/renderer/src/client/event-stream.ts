import type { LinkLoss } from './link-loss.ts'

/** What a stream tells: something announced, or that it is open, or why it is not. */
export type StreamMessage =
  | { readonly kind: 'announcement'; readonly name: string; readonly payload: unknown }
  | { readonly kind: 'opened' }
  | { readonly kind: 'lost'; readonly loss: LinkLoss }

export interface StreamSource {
  readonly url: string
  /** An event stream hands over only names that were asked for. */
  readonly names: readonly string[]
  /** A failed stream does not say why; this finds out. */
  readonly findLoss: () => Promise<LinkLoss>
}

const reconnectMs = 2_000

/** Opens a stream and again whenever it breaks off, until it is told to stop or the app is another run's. */
export function openEventStream(
  { url, names, findLoss }: StreamSource,
  tell: (message: StreamMessage) => void
): () => void {
  let source: EventSource
  let retry: ReturnType<typeof setTimeout> | undefined
  let loss: LinkLoss | null = null
  let isOver = false
  const stop = () => {
    isOver = true
    clearTimeout(retry)
    source.close()
  }
  const tellLoss = (next: LinkLoss) => {
    loss = next
    tell({ kind: 'lost', loss })
  }
  const onFailure = async (failed: EventSource) => {
    tellLoss(loss ?? 'silent')
    const found = await findLoss()
    // Meanwhile it may have opened again, or another one may have taken its place.
    if (isOver || failed !== source || failed.readyState === EventSource.OPEN) return
    if (found === 'earlierRun') stop()
    tellLoss(found)
    // The browser retries by itself except after an HTTP error.
    if (isOver || failed.readyState !== EventSource.CLOSED) return
    clearTimeout(retry)
    retry = setTimeout(connect, reconnectMs)
  }
  const connect = () => {
    source = new EventSource(url)
    source.addEventListener('open', () => {
      loss = null
      tell({ kind: 'opened' })
    })
    source.addEventListener('error', ({ currentTarget }) => void onFailure(currentTarget as EventSource))
    for (const name of names) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        tell({ kind: 'announcement', name, payload: JSON.parse(data) as unknown })
      })
    }
  }
  connect()
  return stop
}
