import type { CapturedDelivery } from '../../src/main/core/store/deliveries.ts'

/** A judged request for the store, verified unless it is said otherwise. */
export function captured(
  payload: unknown,
  change: Partial<CapturedDelivery> = {}
): { delivery: CapturedDelivery; body: Buffer } {
  const body = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
  return {
    body,
    delivery: {
      receivedAt: Date.UTC(2026, 10, 1),
      kind: 'webhook',
      endpoint: 1,
      method: 'POST',
      target: '/api/webhook/user-access',
      httpVersion: '1.1',
      remoteAddress: '127.0.0.1',
      headers: [['Content-Type', 'application/json']],
      trailers: [],
      bodyBytes: body.length,
      bodyComplete: true,
      verdict: 'verified',
      reasonCode: null,
      reasonMessage: null,
      status: 200,
      webhookId: null,
      triggerPoint: null,
      decision: null,
      secretId: 'sec_1',
      sample: false,
      ...change
    }
  }
}
