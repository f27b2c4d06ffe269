import { lookup } from 'node:dns'
import { openSender } from '../forwarding/send.ts'
import type { AttemptResult } from '../store/attempts.ts'

/** Posts webhooks to where they come in, over connections that are kept. */
export interface Posting {
  /** Never rejects. */
  post(headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<AttemptResult>
  /** Ends what is under way. */
  close(): Promise<void>
}

export async function openPosting(url: string, connections: number): Promise<Posting> {
  const sender = await openSender({ url: new URL(url), isLocal: false, lookup }, connections)
  return {
    post: (headers, body) =>
      sender.send({
        method: 'POST',
        headers: Object.entries({ 'content-type': 'application/json', ...headers }),
        body,
        warning: null
      }),
    close: () => sender.close()
  }
}
