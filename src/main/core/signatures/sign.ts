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
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` }
}
