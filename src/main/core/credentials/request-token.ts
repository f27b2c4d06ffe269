import type { LookupFunction } from 'node:net'
import type { CommandOutput } from '#shared/contract.ts'

export interface Credentials {
  /** An origin. */
  readonly environmentUrl: string
  readonly clientId: string
  readonly clientSecret: string
}
/** How to connect, where it is not the usual way. */
export interface Connect {
  readonly lookup?: LookupFunction
  readonly deadlineMs?: number
}

type Outcome = CommandOutput<'credentials.test'>

const DEADLINE_MS = 10_000
/** A token and what is said of it are some kilobytes. */
const LARGEST_ANSWER = 100_000

/**
 * Asks for a token as OAuth 2.0 client credentials and tells in words what came of it. The token is forgotten at
 * once. Redirects are not followed: they would take the secret elsewhere. Never rejects, never tells a secret.
 */
export async function requestToken(
  { environmentUrl, clientId, clientSecret }: Credentials,
  { lookup, deadlineMs = DEADLINE_MS }: Connect = {}
): Promise<Outcome> {
  const { Agent } = await import('undici') // when first needed: the start is quicker without it
  const { host } = new URL(environmentUrl)
  const agent = new Agent({ connect: { timeout: deadlineMs, ...(lookup && { lookup }) }, pipelining: 0 })
  const deadline = AbortSignal.timeout(deadlineMs)
  try {
    const response = await agent.request({
      origin: environmentUrl,
      path: '/oauth/token',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret
      }).toString(),
      signal: deadline
    })
    return explainAnswer(host, response.statusCode, await readObject(response.body))
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
    return explainFailure(host, deadline.aborted ? 'UND_ERR_CONNECT_TIMEOUT' : code, deadlineMs)
  } finally {
    await agent.destroy()
  }
}

/** The answer's JSON object; null for anything else. */
async function readObject(body: AsyncIterable<Uint8Array>): Promise<object | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > LARGEST_ANSWER) return null
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    return typeof value === 'object' ? value : null
  } catch {
    return null // said as what it is: an answer that is no JSON
  }
}

const CHECK_URL = 'Check the environment URL: the Scalekit dashboard shows it under API credentials.'
const TRY_LATER = 'Nothing is wrong on your side. Try again in a minute.'

function explainAnswer(host: string, status: number, answer: object | null): Outcome {
  const no = (message: string, action: string): Outcome => ({ ok: false, message, action })
  const refusal = answer && 'error' in answer ? answer.error : null
  if (status >= 200 && status < 300) {
    if (!answer) return no(`${host} answered ${status}, but not with JSON.`, CHECK_URL)
    const isToken = 'access_token' in answer && typeof answer.access_token === 'string'
    if (isToken && answer.access_token !== '') {
      return { ok: true, message: `${host} accepts these credentials.`, action: null }
    }
    return no(`${host} answered ${status}, but without a token.`, CHECK_URL)
  }
  if (status >= 300 && status < 400) {
    return no(`${host} sends requests on to another address (${status}), which is not followed.`, CHECK_URL)
  }
  if (status === 401 || refusal === 'invalid_client') {
    return no(
      `${host} does not accept this client id with this secret (${status}).`,
      'Copy both again from the Scalekit dashboard, API credentials, of the same environment as the URL.'
    )
  }
  if (status === 404 || status === 405) {
    return no(`${host} is not a Scalekit environment: it has no /oauth/token (${status}).`, CHECK_URL)
  }
  if (status === 429) return no(`${host} has had too many requests (429).`, TRY_LATER)
  if (status >= 500) return no(`${host} could not answer (${status}).`, TRY_LATER)
  // Only what looks like a code of OAuth is repeated: other text could hold what was sent.
  const code = typeof refusal === 'string' && /^[a-z_]{3,40}$/.test(refusal) ? `, ${refusal}` : ''
  return no(`${host} refused the request (${status}${code}).`, 'Check URL, client id and secret.')
}

function explainFailure(host: string, code: string, deadlineMs: number): Outcome {
  const no = (message: string, action: string): Outcome => ({ ok: false, message, action })
  if (code === 'ENOTFOUND') return no(`The name ${host} does not exist.`, CHECK_URL)
  if (code === 'EAI_AGAIN') {
    return no(
      `The name ${host} could not be looked up.`,
      'Check that this computer is online, then try again.'
    )
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return no(
      `${host} did not answer within ${deadlineMs / 1000} s.`,
      'Check that this computer is online and that no firewall is in between, then try again.'
    )
  }
  if (code === 'ECONNREFUSED') return no(`Nothing listens at ${host}.`, CHECK_URL)
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return no(
      `The certificate of ${host} is not trusted (${code}).`,
      'A proxy that reads TLS, or a wrong clock, is the usual cause. The secret was not sent.'
    )
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return no(`No TLS connection to ${host} could be made (${code}). The secret was not sent.`, CHECK_URL)
  }
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') {
    return no(`${host} closed the connection without an answer.`, 'Try again. If it stays so, check the URL.')
  }
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW' || code === '') {
    return no(`What answers at ${host} does not speak HTTP as it should.`, CHECK_URL)
  }
  return no(
    `${host} could not be reached${code && ` (${code})`}.`,
    'Check that this computer is online, then try again.'
  )
}
