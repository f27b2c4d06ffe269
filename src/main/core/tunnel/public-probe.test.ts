import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { listenOnLoopback } from '../../../../tests/support/ngrok-service/loopback.ts'
import {
  createSelfTest,
  FailedTest,
  isProbe,
  probeAnswer,
  probeHeader,
  probePath,
  unknownProbe
} from './public-probe.ts'

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
    return () => void expected.delete(nonce)
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
  expect(await createSelfTest(expectProbe)(url, never)).toBeGreaterThan(0)
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
  await createSelfTest(watchedProbes().expectProbe)(url, never)
  expect(requests).toBe(2)
})

async function findingOf(url: string, deadlineMs = 800): Promise<unknown> {
  const { expected, expectProbe } = watchedProbes()
  const error: unknown = await createSelfTest(expectProbe)(url, never, { deadlineMs }).catch(
    (e: unknown) => e
  )
  expect(error).toBeInstanceOf(FailedTest)
  expect(expected.size).toBe(0)
  return error instanceof FailedTest ? error.finding : null
}

test('tells what answered instead, and does not follow it', async () => {
  const url = await startPublicSide((_request, response) =>
    response
      .writeHead(302, {
        'ngrok-error-code': 'ERR_NGROK_3200',
        server: 'a proxy',
        location: 'https://elsewhere.example/',
        'content-type': 'text/html; charset=utf-8'
      })
      .end()
  )
  expect(await findingOf(url)).toEqual({
    kind: 'answered',
    status: 302,
    server: 'a proxy',
    location: 'https://elsewhere.example/',
    ngrokCode: 'ERR_NGROK_3200',
    isPage: true
  })
})

test('does not take another receiver for ours', async () => {
  const url = await startPublicSide((_request, response) =>
    response.writeHead(204, { [probeHeader]: probeAnswer('of another') }).end()
  )
  expect(await findingOf(url)).toMatchObject({ kind: 'answered', status: 204 })
})

test('knows the answer of a receiver that does not expect the probe, and what is a probe', async () => {
  const url = await startPublicSide((request, response) => {
    const isOne = isProbe(request.method, request.url)
    response.writeHead(isOne ? 404 : 500, { [probeHeader]: isOne ? unknownProbe : '' }).end()
  })
  expect(await findingOf(url)).toEqual({ kind: 'unexpected' })
  const nonce = 'a'.repeat(32)
  expect(isProbe('GET', probePath + nonce)).toBe(true)
  for (const target of [
    probePath,
    `${probePath}${nonce}a`,
    `${probePath}${nonce}?x`,
    `/x${probePath}${nonce}`
  ])
    expect(isProbe('GET', target), target).toBe(false)
  expect(isProbe('POST', probePath + nonce)).toBe(false)
})

test('says when nothing answers and why an address cannot be reached', async () => {
  expect(await findingOf(await startPublicSide(() => undefined))).toEqual({
    kind: 'silent',
    isConnected: true
  })
  expect(await findingOf('http://127.0.0.1:1')).toMatchObject({
    kind: 'unreachable',
    code: 'ECONNREFUSED',
    isConnected: false
  })
  expect(await findingOf('http://nowhere.invalid')).toMatchObject({
    code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/)
  })
  const url = await startPublicSide((request) => request.socket.destroy())
  expect(await findingOf(url)).toMatchObject({
    kind: 'unreachable',
    code: 'ECONNRESET',
    isConnected: true
  })
})

test('tries once where that is asked for', async () => {
  let requests = 0
  const url = await startPublicSide((_request, response) => {
    requests += 1
    response.writeHead(404).end()
  })
  const asked = createSelfTest(watchedProbes().expectProbe)(url, never, { once: true })
  await expect(asked).rejects.toThrow(FailedTest)
  expect(requests).toBe(1)
})

test('ends at once when it is aborted', async () => {
  const { expected, expectProbe } = watchedProbes()
  const abort = new AbortController()
  const url = await startPublicSide(() => abort.abort())
  await expect(createSelfTest(expectProbe)(url, abort.signal)).rejects.toThrow(/abort/i)
  expect(expected.size).toBe(0)
})
