import { expect, test } from 'vitest'
import type { DeliverySummary } from '#shared/models.ts'
import { createJsonPrinter, createTextPrinter, type Ready } from './printer.ts'

const ready: Ready = {
  receiverUrl: 'http://127.0.0.1:3000',
  uiUrl: 'http://127.0.0.1:4000/?token=t',
  publicUrl: null,
  dataDir: '/data',
  pid: 7
}
const delivery = (id: string): DeliverySummary => ({
  id,
  kind: 'webhook',
  endpointId: 'ep_1',
  receivedAt: 1,
  method: 'POST',
  target: '/',
  verdict: 'verified',
  reason: null,
  status: 200,
  bodyBytes: 2,
  webhookId: 'msg_1',
  eventId: 'evt_1',
  claimedType: 'user.created',
  triggerPoint: null,
  decision: null,
  conflict: false,
  remoteAddress: '127.0.0.1'
})

test('prints "ready" first, also when deliveries came before', () => {
  const printed: string[] = []
  const printer = createJsonPrinter((text) => printed.push(text))
  printer.delivery(delivery('del_1'))
  expect(printed).toEqual([])
  printer.ready(ready)
  printer.delivery(delivery('del_2'))
  const said = { verdict: 'verified', type: 'user.created', eventId: 'evt_1', receivedAt: 1 }
  expect(printed.map((line) => JSON.parse(line))).toEqual([
    { event: 'ready', ...ready },
    { event: 'delivery', id: 'del_1', ...said },
    { event: 'delivery', id: 'del_2', ...said }
  ])
  expect(printed.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true)
})

test('tells people the public URL where there is one', () => {
  let text = ''
  const printer = createTextPrinter('1.2.3', (part) => (text += part))
  printer.ready({ ...ready, publicUrl: 'https://x.ngrok.app' })
  expect(text).toContain('Webhook Inspector 1.2.3')
  expect(text).toMatch(/Public +https:\/\/x\.ngrok\.app\n/)
  text = ''
  printer.ready(ready)
  expect(text).not.toContain('Public')
})
