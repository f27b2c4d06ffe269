import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { signWebhook } from '../src/main/core/signatures/sign.ts'

export const BENCH_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`

export interface SignedRequest {
  readonly headers: Record<string, string>
  readonly body: Buffer
}

let made = 0

/** Signed directory updates of about 1.2 KB, each an event of its own. */
export function signedRequests(count: number): SignedRequest[] {
  return Array.from({ length: count }, () => signedRequest(`evt_bench_${process.pid}_${made}`))
}

export function signedRequest(id: string, name = 'Ottilie Brandvold'): SignedRequest {
  made++
  const body = directoryUpdate(id, `org_${made % 300}`, {
    id: `diruser_${made % 21_200}`,
    email: 'ottilie.brandvold@juniperslate.example',
    name,
    groups: null,
    raw_attributes: { userName: 'ottilie.brandvold', padding: 'x'.repeat(780) }
  })
  return signedBody(id, body)
}

/** The body of an update of a directory user. */
export const directoryUpdate = (id: string, organizationId: string, data: object): Buffer =>
  Buffer.from(
    JSON.stringify({
      spec_version: '1',
      id,
      type: 'organization.directory.user_updated',
      occurred_at: new Date().toISOString(),
      environment_id: 'env_63120126714577507',
      organization_id: organizationId,
      object: 'DirectoryUser',
      data,
      display_name: ''
    })
  )

export const signedBody = (id: string, body: Buffer): SignedRequest => ({
  headers: {
    'content-type': 'application/json',
    ...signWebhook(BENCH_SECRET, `msg_${id}`, Date.now(), body)
  },
  body
})

export interface LoadResult {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** Posts every request once, over that many keep-alive connections. Latencies in ms. Throws on any answer but 2xx. */
export async function drive(
  url: string,
  requests: readonly SignedRequest[],
  connections: number
): Promise<LoadResult> {
  const { pool, post, finish } = openLoad(url, connections)
  let next = 0
  const work = async () => {
    for (let request = requests[next++]; request; request = requests[next++]) await post(request)
  }
  await Promise.all(Array.from({ length: connections }, work))
  const result = finish()
  await pool.close()
  return result
}

/** Connections enough that a request never waits for one. */
const OPEN_LOOP_CONNECTIONS = 256

/** Posts so many a second however slowly they are answered, as senders do who know nothing of each other. */
export async function driveAtRate(
  url: string,
  requests: readonly SignedRequest[],
  perSecond: number
): Promise<LoadResult> {
  const { pool, post, finish } = openLoad(url, OPEN_LOOP_CONNECTIONS)
  const startedAt = performance.now()
  const answers: Promise<void>[] = []
  while (answers.length < requests.length) {
    const due = Math.ceil(((performance.now() - startedAt) / 1000) * perSecond)
    for (const request of requests.slice(answers.length, due)) answers.push(post(request))
    await sleep(1)
  }
  await Promise.all(answers)
  const result = finish()
  await pool.close()
  return result
}

function openLoad(url: string, connections: number) {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const latencies: number[] = []
  const firstAt = performance.now()
  return {
    pool,
    async post({ headers, body }: SignedRequest): Promise<void> {
      const startedAt = performance.now()
      const response = await pool.request({ path: pathname, method: 'POST', headers, body })
      await response.body.dump()
      if (response.statusCode >= 300) throw new Error(`${url} answered ${response.statusCode}`)
      latencies.push(performance.now() - startedAt)
    },
    finish: (): LoadResult => ({
      perSecond: latencies.length / ((performance.now() - firstAt) / 1000),
      ...percentiles(latencies)
    })
  }
}

export function percentiles(values: readonly number[]): { p50: number; p95: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
