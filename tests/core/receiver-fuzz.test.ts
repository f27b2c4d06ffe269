import { randomInt } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { RawRequest } from '../../src/main/core/receiver/receiver.ts'
import { heldBytes } from '../support/held-bytes.ts'
import { openWireReceiver, type WireReceiver } from '../support/wire-receiver.ts'

const REQUESTS = 10_000
const IN_PARALLEL = 50
const BODY_LIMIT = 5_000
const SEED = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31))
/** What is left of 10,000 requests once all are over; one leaked body of each would be 80 MB. */
const MOST_HELD = 30_000_000

/** Numbers of a seed (mulberry32), so that a failure can be had again. */
function createDice(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, pick: <T>(values: readonly T[]) => values[below(values.length)]! }
}
type Dice = ReturnType<typeof createDice>

const BODY = JSON.stringify({ id: 'evt_1', type: 'user.created', text: 'x'.repeat(8_000) })
const CHUNKED = `4\r\n{"a"\r\n5;ext=1\r\n: 1 }\r\n0\r\nX-Trailer: 1\r\n\r\n`
const WELL_FORMED = [
  `POST /hooks?a=1 HTTP/1.1\r\nHost: h\r\nwebhook-id: msg_1\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
  `POST /chunks HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTrailer: X-Trailer\r\n\r\n${CHUNKED}`,
  'GET http://h/absolute HTTP/1.1\r\nAccept: */*\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\n\r\n',
  'POST /old HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}',
  'PUT /wait HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}',
  'GET /up HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  'CONNECT h:443 HTTP/1.1\r\n\r\n',
  'POST /1 HTTP/1.1\r\nContent-Length: 1\r\n\r\n1POST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\n2DELETE /3 HTTP/1.1\r\n\r\n'
]
const INJECTED = [
  'Content-Length: 5',
  'Content-Length: 18446744073709551616',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked, chunked',
  'Connection: close',
  'Connection: Upgrade',
  'Upgrade: h2c',
  'Expect: 100-continue',
  'Expect: ?',
  ' folded',
  ': nameless',
  'A: \0',
  'A: \x7f\xff',
  `A: ${'x'.repeat(70_000)}`,
  'A: b\r\n'.repeat(3_000),
  '__proto__: 1',
  'constructor: 1'
]
const NUMBERS = ['0', '-1', '1e9', '0x10', '2147483648', '4294967296', '9007199254740993', '9'.repeat(400)]

const MUTATIONS: readonly ((dice: Dice, bytes: Buffer) => Buffer)[] = [
  function flipBytes(dice, bytes) {
    const flipped = Buffer.from(bytes)
    for (let count = 1 + dice.below(8); count > 0; count--)
      flipped.writeUInt8(dice.below(256), dice.below(flipped.length))
    return flipped
  },
  function truncate(dice, bytes) {
    return bytes.subarray(0, 1 + dice.below(bytes.length))
  },
  function duplicate(dice, bytes) {
    const from = dice.below(bytes.length)
    const part = bytes.subarray(from, from + 1 + dice.below(bytes.length - from))
    return Buffer.concat([
      bytes.subarray(0, from),
      ...Array<Buffer>(1 + dice.below(4)).fill(part),
      bytes.subarray(from)
    ])
  },
  function cutOut(dice, bytes) {
    const from = dice.below(bytes.length)
    return Buffer.concat([
      bytes.subarray(0, from),
      bytes.subarray(from + 1 + dice.below(20)),
      Buffer.from('\n')
    ])
  },
  function injectHeader(dice, bytes) {
    const at = bytes.indexOf('\r\n') + 2
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(`${dice.pick(INJECTED)}\r\n`, 'latin1'),
      bytes.subarray(at)
    ])
  },
  function swapNumber(dice, bytes) {
    const text = bytes.toString('latin1')
    const numbers = [...text.matchAll(/\d+/g)]
    if (numbers.length === 0) return bytes
    const { index, 0: number } = dice.pick(numbers)
    return Buffer.from(
      text.slice(0, index) + dice.pick(NUMBERS) + text.slice(index + number.length),
      'latin1'
    )
  },
  function appendAnother(dice, bytes) {
    return Buffer.concat([bytes, Buffer.from(dice.pick(WELL_FORMED), 'latin1')])
  }
]

function mutated(dice: Dice): Buffer {
  let bytes: Buffer = Buffer.from(dice.pick(WELL_FORMED), 'latin1')
  for (let count = 1 + dice.below(3); count > 0; count--) bytes = dice.pick(MUTATIONS)(dice, bytes)
  return bytes
}

function packets(dice: Dice, bytes: Buffer): Buffer[] {
  const cuts = Array.from({ length: dice.below(4) }, () => dice.below(bytes.length)).toSorted((a, b) => a - b)
  return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length))
}

/** Sends one and has done with the connection: hangs up, or leaves it to the receiver to close. Resolves to what came back. */
async function send(wire: WireReceiver, dice: Dice): Promise<string> {
  const parts = packets(dice, mutated(dice))
  if (dice.below(4) > 0) return wire.exchange(...parts)
  const sender = await wire.connect()
  parts.forEach((part) => sender.write(part))
  await nextTurn()
  sender.socket.resetAndDestroy()
  return sender.closed
}

it(`survives ${REQUESTS} mutated requests (FUZZ_SEED=${SEED})`, { timeout: 300_000 }, async () => {
  const dice = createDice(SEED)
  const wrong: unknown[] = []
  let handled = 0
  let refused = 0
  const wire = await openWireReceiver(
    {
      bodyLimit: () => BODY_LIMIT,
      onRefused(code) {
        refused++
        if (!/^[A-Z_0-9]+: .{5,}/.test(code)) wrong.push(code)
      }
    },
    async (request) => {
      handled++
      if (!isWhole(request)) wrong.push(request)
      // Answers overtake each other, as those of a store do.
      for (let turns = dice.below(3); turns > 0; turns--) await nextTurn()
      return { status: 200, body: { ok: true } }
    }
  )
  const socketsBefore = openSockets()
  const heldBefore = heldBytes()
  let sent = 0
  const work = async () => {
    while (sent++ < REQUESTS) {
      const text = await send(wire, dice)
      // Its sender had nothing more to say, so there was nothing to wait for.
      if (text.includes(' 408 ')) wrong.push(text)
      wire.requests.length = 0
    }
  }
  await Promise.all(Array.from({ length: IN_PARALLEL }, work))

  expect(wrong).toEqual([])
  expect(handled).toBeGreaterThan(REQUESTS / 10)
  expect(refused).toBeGreaterThan(REQUESTS / 10)
  expect(await wire.exchange('POST /well HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}')).toMatch(
    /^HTTP\/1\.1 200 /
  )
  expect(wire.requests.at(-1)).toMatchObject({ target: '/well', end: 'complete', bodyBytes: 2 })
  while (openSockets() > socketsBefore) await nextTurn()
  wire.requests.length = 0
  expect(heldBytes() - heldBefore).toBeLessThan(MOST_HELD)
  await wire.close()
})

const isWhole = ({ method, target, headers, body, bodyBytes, end }: RawRequest): boolean =>
  method !== '' &&
  target !== '' &&
  headers.flat().every((text) => typeof text === 'string') &&
  (end === 'complete' ? body.length === bodyBytes && bodyBytes <= BODY_LIMIT : body.length <= bodyBytes) &&
  (end === 'too_large') === bodyBytes > BODY_LIMIT

/** Both ends of every connection, as both are in this process. */
const openSockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
