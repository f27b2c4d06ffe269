import { request } from 'node:http'
import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

export const SECRET = `whsec_${Buffer.from('a secret of 24 bytes.. !').toString('base64')}`
export const OTHER_SECRET = `whsec_${Buffer.from('another, of 24 bytes.. !').toString('base64')}`

export interface Signed {
  readonly headers: Record<string, string>
  readonly body: string
}

/** Signs with an independent implementation of the scheme, never with ours. */
export function signed(
  payload: unknown,
  options: { secret?: string; at?: Date; id?: string; kind?: 'webhook' | 'interceptor' } = {}
): Signed {
  const { secret = SECRET, at = new Date(), kind = 'webhook' } = options
  const { id = `msg_${randomBytes(13).toString('hex')}` } = options
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return {
    body,
    headers: {
      'content-type': 'application/json',
      [`${kind}-id`]: id,
      [`${kind}-timestamp`]: String(Math.floor(at.getTime() / 1000)),
      [`${kind}-signature`]: new Webhook(secret).sign(id, at, body)
    }
  }
}

export interface Answered {
  readonly status: number
  readonly text: string
}

/** One request over a connection of its own. */
export function post(
  url: string,
  { headers, body }: { headers: Readonly<Record<string, string | string[]>>; body: string | Uint8Array },
  method = 'POST',
  /** Exactly what stands in the request line, where it is not the path of the URL. */
  target?: string
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const path = target === undefined ? {} : { path: target }
    const outgoing = request(url, { method, headers, agent: false, ...path }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

let made = 0
/** A directory user event with an id of its own. */
export function userEvent(
  change: Readonly<Record<string, unknown>> = {}
): Record<string, unknown> & { id: string } {
  made++
  return {
    spec_version: '1',
    id: `evt_test_${process.pid}_${made}`,
    type: 'organization.directory.user_updated',
    occurred_at: new Date().toISOString(),
    environment_id: 'env_1',
    organization_id: 'org_1',
    object: 'DirectoryUser',
    data: {
      id: 'diruser_1',
      email: 'ada@example.com',
      name: 'Ada Example',
      raw_attributes: { userName: 'ada' }
    },
    display_name: '',
    ...change
  }
}
