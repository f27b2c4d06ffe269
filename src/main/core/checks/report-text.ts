import type { Exchange, ProbeResult } from '#shared/check-models.ts'
import { TEST_ENTITY } from './check-events.ts'

/** The words that a report has in every format. */

export const ABOUT_DATA = `All deliveries were made up and marked with the header webhook-inspector-check. They concern one user, ${TEST_ENTITY.email} (${TEST_ENTITY.userId}), and one group, "${TEST_ENTITY.groupName}" (${TEST_ENTITY.groupId}), of the organization ${TEST_ENTITY.organizationId}: delete what your app stored of these.`

export const OUTCOMES: Readonly<Record<ProbeResult['outcome'], string>> = {
  waiting: 'Not asked',
  running: 'Not asked',
  pass: 'Passed',
  warn: 'Warning',
  fail: 'Failed',
  skipped: 'Skipped'
}

/** `12 passed, 1 warning, 2 failed, 0 skipped`. */
export function countOutcomes(results: readonly ProbeResult[]): string {
  const count = (outcome: ProbeResult['outcome']) => results.filter((one) => one.outcome === outcome).length
  const warnings = count('warn')
  return `${count('pass')} passed, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, ${count('fail')} failed, ${count('skipped')} skipped`
}

const SHOWN_OF_BODY = 2_000

/** The start of a body, with its size where there is more. */
function excerptOf(body: string, bytes: number): string {
  if (body.length <= SHOWN_OF_BODY) return body
  return `${body.slice(0, SHOWN_OF_BODY)}… (${bytes.toLocaleString('en')} bytes in all)`
}

/** The request and the answer as text, one line for each header. */
export function transcribe(exchange: Exchange): { readonly sent: string; readonly received: string } {
  const lines = (headers: Exchange['requestHeaders']) => headers.map(([name, value]) => `${name}: ${value}`)
  const { responseBody } = exchange
  return {
    sent: [
      ...lines(exchange.requestHeaders),
      '',
      excerptOf(exchange.requestBody, exchange.requestBytes)
    ].join('\n'),
    received: [
      `${exchange.status ?? 'No answer'}${exchange.durationMs === null ? '' : ` after ${Math.round(exchange.durationMs)} ms`}`,
      ...(exchange.error === null ? [] : [exchange.error]),
      ...lines(exchange.responseHeaders),
      '',
      responseBody === null ? '' : excerptOf(responseBody, Buffer.byteLength(responseBody))
    ].join('\n')
  }
}
