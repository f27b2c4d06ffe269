import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { listenOnLoopback } from '../../../../tests/support/ngrok-service/loopback.ts'
import { createSelfTest, probeAnswer, probeHeader, probePath } from './public-probe.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

async function startPublicSide(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${await listenOnLoopback(server)}`
}

const never = new AbortController().signal

function watchedProbes() {
  const expected = new Set<string>()
  const expectProbe = (nonce: string) => {
    expected.add(nonce)
    return () => expected.delete(nonce)
  }
  return { expected, expectProbe }
}

test('resolves to the round trip once the expected answer comes back, and forgets the nonce', async () => {
  const { expected, expectProbe } = watchedProbes()
  const seen: unknown[] = []
  const url = await startPublicSide((request, response) => {
    const nonce = request.url?.slice(probePath.length) ?? ''
    seen.push(request.method, expected.has(nonce), request.headers['ngrok-skip-browser-warning'])
    response.writeHead(204, { [probeHeader]: probeAnswer(nonce) }).end()
  })
  expect(await createSelfTest({ expectProbe })(url, never)).toBeGreaterThan(0)
  expect(seen).toEqual(['GET', true, '1'])
  expect(expected.size).toBe(0)
})

test('asks again when the public side does not know the endpoint yet', async () => {
  let requests = 0
  const url = await startPublicSide((request, response) => {
    requests += 1
    if (requests === 1) return response.writeHead(404, { 'ngrok-error-code': 'ERR_NGROK_3200' }).end()
    const nonce = request.url?.slice(probePath.length) ?? ''
    return response.writeHead(204, { [probeHeader]: probeAnswer(nonce) }).end()
  })
  await createSelfTest(watchedProbes())(url, never)
  expect(requests).toBe(2)
})

test('names what answered instead', async () => {
  const { expected, expectProbe } = watchedProbes()
  const url = await startPublicSide((_request, response) =>
    response.writeHead(404, { 'ngrok-error-code': 'ERR_NGROK_3200' }).end()
  )
  await expect(createSelfTest({ expectProbe, deadlineMs: 800 })(url, never)).rejects.toThrow(
    `${url} answered 404 (ERR_NGROK_3200), and that was not this app.`
  )
  expect(expected.size).toBe(0)
})

test('does not take another receiver for ours', async () => {
  const url = await startPublicSide((_request, response) =>
    response.writeHead(204, { [probeHeader]: probeAnswer('of another') }).end()
  )
  await expect(createSelfTest({ ...watchedProbes(), deadlineMs: 800 })(url, never)).rejects.toThrow(
    'answered 204'
  )
})

test('says when nothing answers and why an address cannot be reached', async () => {
  const url = await startPublicSide(() => undefined)
  const selfTest = createSelfTest({ ...watchedProbes(), deadlineMs: 800 })
  await expect(selfTest(url, never)).rejects.toThrow(`No answer came back through ${url} within 0.8 s.`)
  await expect(selfTest('http://127.0.0.1:1', never)).rejects.toThrow(
    /could not reach http:\/\/127\.0\.0\.1:1: /
  )
})

test('ends at once when it is aborted', async () => {
  const { expected, expectProbe } = watchedProbes()
  const abort = new AbortController()
  const url = await startPublicSide(() => abort.abort())
  await expect(createSelfTest({ expectProbe })(url, abort.signal)).rejects.toThrow(/abort/i)
  expect(expected.size).toBe(0)
})
