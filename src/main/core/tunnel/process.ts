/**
 * The tunnel process: the only place that runs the ngrok SDK. A pending connect of the SDK cannot be aborted, a
 * dead path makes its close hang, and an exception in a callback aborts the process. So it lives in a process of
 * its own, which holds no deadlines: its parent does, and kills it. Nothing here prints; the authtoken arrives
 * as a message.
 */
import type { Listener, Session } from '@ngrok/ngrok'
import { messageOf } from '#shared/errors.ts'
import { AppMessage } from './messages.ts'
import type { FailedMessage, ProcessMessage, StartMessage } from './messages.ts'

/** The slice of Electron's `process.parentPort` that is used here; absent under `child_process.fork`. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

const { parentPort } = process as { parentPort?: ParentPort }

// Held here for as long as the process lives: a collected session is a closed one.
let session: Session | null = null
let listener: Listener | null = null

function post(message: ProcessMessage): void {
  if (parentPort) parentPort.postMessage(message)
  // The callback takes the error of a parent that has gone, after which `disconnect` ends this process.
  else process.send?.(message, undefined, undefined, () => undefined)
}

async function start(request: StartMessage): Promise<void> {
  let stage: FailedMessage['stage'] = 'load'
  try {
    const { SessionBuilder } = await import('@ngrok/ngrok')
    stage = 'connect'
    const builder = new SessionBuilder()
      .authtoken(request.authtoken)
      .clientInfo('webhook-inspector', request.version)
      .heartbeatInterval(request.heartbeatSeconds)
      .handleHeartbeat((latencyMs: number | null) => {
        if (latencyMs !== null) post({ type: 'heartbeat' })
      })
      .handleDisconnection(reportDisconnection)
    if (request.connectUrl !== null) builder.serverAddr(request.connectUrl)
    if (request.connectCas !== null) builder.caCert(Buffer.from(request.connectCas))
    session = await builder.connect()
    post({ type: 'connected' })

    stage = 'bind'
    // `forwardsTo` replaces a default that shows host name, path and pid in ngrok's dashboard. Pooling would
    // split deliveries between two inspectors. `listen` and then `forward`, because `listenAndForward` overrides
    // `forwardsTo`; the promise of `forward` also says when the endpoint was stopped from outside.
    const endpoint = session.httpEndpoint().forwardsTo('webhook-inspector').poolingEnabled(false)
    if (request.domain !== null) endpoint.domain(request.domain)
    listener = await endpoint.listen(false)

    stage = 'forward'
    const forwarding = listener.forward(request.receiverUrl)
    post({ type: 'bound', publicUrl: listener.url() ?? '' })
    await forwarding
    post({ type: 'failed', stage, text: 'forwarding ended' })
  } catch (error) {
    const text = messageOf(error)
    post({ type: 'failed', stage, text: text.replaceAll(request.authtoken, '[authtoken]') })
  }
}

/** Must return a plain boolean and never throw: anything else aborts the process. */
function reportDisconnection(): boolean {
  try {
    post({ type: 'disconnected' })
  } catch {
    // A parent that cannot be told has gone, or kills this process once its heartbeats stay away.
  }
  return true
}

async function stop(): Promise<void> {
  await listener?.close().catch(() => undefined) // An endpoint that is already gone is closed, too.
  post({ type: 'closed' })
}

function receive(message: unknown): void {
  const parsed = AppMessage.parse(message)
  if (parsed.type === 'start') void start(parsed)
  else void stop()
}

if (parentPort) parentPort.on('message', (event) => receive(event.data))
else process.on('message', receive)
process.on('disconnect', () => process.exit())
