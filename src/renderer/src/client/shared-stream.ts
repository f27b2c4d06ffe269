import { openEventStream, type StreamMessage, type StreamSource } from './event-stream.ts'

/** What tabs say to each other: `to` is one of them, or null for all. */
type TabMessage =
  | { readonly kind: 'hello'; readonly from: string }
  | { readonly kind: 'told'; readonly to: string | null; readonly message: StreamMessage }

/**
 * One stream for all tabs: a browser opens six connections to one address at most, and a stream holds one for good,
 * so with a stream in each of six tabs no command would get through. The tab that holds the lock has the stream and
 * passes on what it tells; when it is closed, the browser gives the lock to the next, and the lists are read again.
 */
export function shareEventStream(source: StreamSource, tell: (message: StreamMessage) => void): () => void {
  const me = crypto.randomUUID()
  const ending = new AbortController()
  const channel = new BroadcastChannel(source.url)
  const send = (message: TabMessage) => channel.postMessage(message)
  /** How the stream is; null in tabs that only listen. */
  let state: StreamMessage | null = null

  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'told') {
      if (data.to === null || data.to === me) tell(data.message)
    } else if (state !== null) send({ kind: 'told', to: data.from, message: state })
  })
  send({ kind: 'hello', from: me })

  const hold = () =>
    new Promise<void>((release) => {
      const stop = openEventStream(source, (message) => {
        if (message.kind !== 'announcement') state = message
        send({ kind: 'told', to: null, message })
        tell(message)
        // Nothing more comes of it, and a tab that belongs to the next run may be waiting.
        if (message.kind === 'lost' && message.loss === 'earlierRun') end()
      })
      const end = () => {
        stop()
        state = null
        release()
      }
      ending.signal.addEventListener('abort', end)
    })
  navigator.locks.request(source.url, { signal: ending.signal }, hold).catch(() => {
    // It was told to stop before its turn came.
  })
  return () => {
    ending.abort()
    channel.close()
  }
}
