import type { CommandInput, CommandName, CommandOutput } from '../../src/shared/contract.ts'
import { startServe, type ReadyLine, type Serve } from './serve-process.ts'
import { SECRET } from './signed-request.ts'

export interface ServeOn {
  readonly serve: Serve
  readonly receiverUrl: string
  /** A command as a script sends it. Rejects on anything but a value. */
  ask<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K>>
}

/** Browser mode as built, on this data and with the signing secret of the tests. */
export async function serveOn(dataDir: string): Promise<ServeOn> {
  const serve = startServe(['--json', '--no-open', '--receiver-port', '0', '--data-dir', dataDir], {
    SCALEKIT_WEBHOOK_SECRET: SECRET
  })
  const { receiverUrl, uiUrl } = await serve.line<ReadyLine>('ready')
  const { origin, searchParams } = new URL(uiUrl)
  return {
    serve,
    receiverUrl,
    async ask<K extends CommandName>(name: K, input: CommandInput<K>) {
      const response = await fetch(`${origin}/rpc/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${searchParams.get('token')}` },
        body: JSON.stringify(input)
      })
      const reply = (await response.json()) as { ok: boolean; value: CommandOutput<K> }
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`)
      return reply.value
    }
  }
}
