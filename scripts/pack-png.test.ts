import { readFileSync } from 'node:fs'
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packTightly } from './pack-png.mjs'

const part = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
const png = (rows: Buffer, width: number, height: number, level: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const parts = [
    part('IHDR', header),
    part('IDAT', deflateSync(rows, { level })),
    part('IEND', Buffer.alloc(0))
  ]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}
const rowsIn = (picture: Buffer): Buffer => {
  const at = picture.indexOf('IDAT')
  return inflateSync(picture.subarray(at + 4, at + 4 + picture.readUInt32BE(at - 4)))
}

test('undoes each of the five ways to predict a pixel', () => {
  // Two pixels a row, all of them 10, 20, 30.
  const wanted = [10, 20, 30, 10, 20, 30]
  const rows = Buffer.from(
    [
      [0, ...wanted],
      [1, 10, 20, 30, 0, 0, 0],
      [2, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 0, 0, 0],
      [4, 0, 0, 0, 0, 0, 0]
    ].flat()
  )
  const packed = packTightly(png(rows, 2, 5, 0))
  expect([...rowsIn(packed)]).toEqual(Array.from({ length: 5 }, () => [0, ...wanted]).flat())
})

test('leaves a picture alone that would not be shorter', () => {
  const icon = readFileSync(new URL('../resources/icons/16x16.png', import.meta.url))
  expect(packTightly(icon).length).toBeLessThanOrEqual(icon.length)
})
