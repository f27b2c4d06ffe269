import type { ListeningStatus, TunnelStatus } from '#shared/listening-models.ts'
import { AppError } from '#shared/errors.ts'
import type { Core } from '../../core/core.ts'
import type { Log } from '../../core/ports.ts'

const WAIT_MS = 30_000

/**
 * Starts the tunnel for this run and returns once it is online, has failed, or half a minute is over; says why it
 * is not online.
 */
export async function bringUpTunnel(core: Core, log: Log): Promise<void> {
  const settled = Promise.withResolvers<TunnelStatus>()
  const look = ({ tunnel }: ListeningStatus) => {
    if (tunnel.state === 'online' || tunnel.state === 'failed') settled.resolve(tunnel)
  }
  const stopListening = core.onAnnouncement((name, payload) => {
    if (name === 'listening.changed') look(payload as ListeningStatus)
  })
  const deadline = setTimeout(
    () => void core.listening.status({}).then((now) => settled.resolve(now.tunnel)),
    WAIT_MS
  )
  try {
    look(await core.listening.startOnce('ngrok'))
    const { state, reason, action } = await settled.promise
    if (state !== 'online') log.warn(['The tunnel is not online.', reason, action].filter(Boolean).join(' '))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn(`The tunnel is not online. ${error.message}`)
  } finally {
    clearTimeout(deadline)
    stopListening()
  }
}
