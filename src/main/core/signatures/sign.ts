import { createHmac } from 'node:crypto'

/**
 * Standard Webhooks as Scalekit's SDKs implement it: HMAC-SHA256 over `id.timestamp.body`, keyed by the
 * base64 text after the secret's first underscore, written as `v1,<base64>`. Timestamps are whole seconds.
 */
export function signWebhook(
  secret: string,
  id: string,
  timeMs: number,
  body: Uint8Array
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(timeMs / 1000))
  const key = Buffer.from(secret.split('_')[1] ?? '', 'base64')
  // As text, like the SDK that checks it: bytes that are no UTF-8 are hashed as what a handler would read.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` }
}
