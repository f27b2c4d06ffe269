import { oneLine, quoteForCode, writeHeaders } from './code-text.ts'
import type { CopiedEvent } from './copied-event.ts'

type Copied = CopiedEvent & { readonly text: string | null }

/** A program for Node that signs and sends the event. */
export const writeFetch = (event: Copied): string => `${about(event)}
import { createHmac } from 'node:crypto'

${writeRequest(event)}
const response = await send()
console.log(response.status, await response.text())
if (!response.ok) process.exitCode = 1
`

export const writeVitest = (event: Copied): string => `${about(event)}
import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'

${writeRequest(event)}
it(${quoteForCode(`accepts ${event.type}`)}, async () => {
  const response = await send()
  expect(response.ok, \`\${response.status} \${await response.text()}\`).toBe(true)
})
`

export const writeJest = (event: Copied): string => `${about(event)}
const { createHmac } = require('node:crypto')

${writeRequest(event)}
test(${quoteForCode(`accepts ${event.type}`)}, async () => {
  const response = await send()
  const answer = { ok: response.ok, status: response.status, text: await response.text() }
  expect(answer).toMatchObject({ ok: true })
})
`

const about = ({ type, id }: CopiedEvent): string =>
  `// ${oneLine(`${type} (${id})`)}, byte by byte. Signs with SCALEKIT_WEBHOOK_SECRET from the environment.`

const writeRequest = ({
  target,
  method,
  webhookId,
  headers,
  body,
  text
}: Copied): string => `const target = process.env['WEBHOOK_TARGET'] ?? ${quoteForCode(target)}
const id = ${quoteForCode(webhookId)}
const body = ${text === null ? `Buffer.from(${quoteForCode(Buffer.from(body).toString('base64'))}, 'base64')` : quoteForCode(text)}

function sign() {
  const secret = process.env['SCALEKIT_WEBHOOK_SECRET']
  if (!secret) throw new Error('Set SCALEKIT_WEBHOOK_SECRET to the signing secret of your endpoint.')
  const timestamp = String(Math.floor(Date.now() / 1000))
  // The key is the base64 text after the first underscore.
  const hmac = createHmac('sha256', Buffer.from(secret.split('_')[1] ?? '', 'base64'))
  const digest = hmac.update(\`\${id}.\${timestamp}.\${body}\`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': \`v1,\${digest}\` }
}

const send = () =>
  fetch(target, {
    method: ${quoteForCode(method)},
    redirect: 'manual',
    headers: {
${writeHeaders(headers, '      ', quoteForCode)}      ...sign()
    },
    body
  })
`
