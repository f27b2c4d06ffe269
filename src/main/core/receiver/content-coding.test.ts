import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync
} from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { HeaderPair } from '#shared/models.ts'
import { decodeContent } from './content-coding.ts'

const BODY = Buffer.from(JSON.stringify({ id: 'evt_1', text: 'zażółć '.repeat(500) }))
const LIMIT = 10_000_000
const coded = (...values: string[]): HeaderPair[] => [
  ['Content-Type', 'application/json'],
  ...values.map((value): HeaderPair => ['Content-Encoding', value])
]

describe.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync]
] as const)('%s', (coding, encode) => {
  const encoded = encode(BODY)

  it('is undone, whatever the case of its name', () => {
    for (const name of [coding, coding.toUpperCase(), ` ${coding} `]) {
      const result = decodeContent(coded(name), encoded, LIMIT)
      expect(Buffer.from(result?.body ?? []).equals(BODY)).toBe(true)
      expect(result?.decoded).toBe(name.trim())
    }
  })

  it('is not undone when it was cut off, anywhere', () => {
    for (const length of [0, 1, 2, 10, encoded.length >> 1, encoded.length - 1])
      expect(decodeContent(coded(coding), encoded.subarray(0, length), LIMIT), `${length}`).toBeNull()
  })

  it('is not undone when it never was applied', () => {
    expect(decodeContent(coded(coding), BODY, LIMIT)).toBeNull()
  })

  it('is undone up to the limit and not one byte further', () => {
    expect(decodeContent(coded(coding), encoded, BODY.length)?.body.length).toBe(BODY.length)
    expect(decodeContent(coded(coding), encoded, BODY.length - 1)).toBeNull()
    expect(decodeContent(coded(coding), encoded, 0)).toBeNull()
  })

  it('does not unpack a bomb', () => {
    const bomb = encode(Buffer.alloc(20_000_000))
    const before = process.memoryUsage().arrayBuffers
    expect(bomb.length).toBeLessThan(50_000)
    expect(decodeContent(coded(coding), bomb, 1_000_000)).toBeNull()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000)
  })
})

it('undoes several codings, the last applied first, in one header or in several', () => {
  const stacked = zstdCompressSync(brotliCompressSync(deflateSync(gzipSync(BODY))))
  for (const headers of [
    coded('gzip, deflate, br, zstd'),
    coded('gzip', 'deflate,,br', 'identity', 'zstd'),
    coded('gzip,Identity,deflate', 'br,\tzstd')
  ]) {
    const result = decodeContent(headers, stacked, LIMIT)
    expect(Buffer.from(result?.body ?? []).equals(BODY)).toBe(true)
    expect(result?.decoded).toBe('gzip, deflate, br, zstd')
  }
  expect(decodeContent(coded('zstd, br, deflate, gzip'), stacked, LIMIT)).toBeNull()
})

it('leaves alone what is not coded or coded in a way that it does not know', () => {
  expect(decodeContent([], BODY, LIMIT)).toBeNull()
  for (const value of [
    '',
    'identity',
    ' , ',
    'compress',
    'aes128gcm',
    'gzip;q=1',
    '__proto__',
    'constructor'
  ])
    expect(decodeContent(coded(value), BODY, LIMIT), value).toBeNull()
  expect(decodeContent(coded('unknown, gzip'), gzipSync(BODY), LIMIT)).toBeNull()
})

it('does not peel more layers than anybody would wrap', () => {
  let body = BODY
  for (let layer = 0; layer < 5; layer++) body = gzipSync(body)
  expect(decodeContent(coded('gzip, gzip, gzip, gzip, gzip'), body, LIMIT)).toBeNull()
  expect(decodeContent(coded('gzip,'.repeat(10_000)), body, LIMIT)).toBeNull()
})

it('does not undo a body whose checksum says that it changed on the way', () => {
  const gzip = gzipSync(BODY)
  gzip.writeUInt8(gzip.readUInt8(gzip.length - 8) ^ 1, gzip.length - 8)
  expect(decodeContent(coded('gzip'), gzip, LIMIT)).toBeNull()
  const zlib = deflateSync(BODY)
  zlib.writeUInt8(zlib.readUInt8(zlib.length - 1) ^ 1, zlib.length - 1)
  expect(decodeContent(coded('deflate'), zlib, LIMIT)).toBeNull()
  const zstd = zstdCompressSync(BODY, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
  zstd.writeUInt8(zstd.readUInt8(zstd.length - 1) ^ 1, zstd.length - 1)
  expect(decodeContent(coded('zstd'), zstd, LIMIT)).toBeNull()
})

it('leaves the coded bytes as they arrived', () => {
  const encoded = gzipSync(BODY)
  const before = Buffer.from(encoded)
  decodeContent(coded('gzip'), encoded, LIMIT)
  expect(encoded.equals(before)).toBe(true)
})
