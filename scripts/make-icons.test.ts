import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../resources/${name}`, import.meta.url))
const png = (size: number) => read(`icons/${size}x${size}.png`)
const isPng = (bytes: Buffer) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
const sidesOf = (bytes: Buffer) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]

test('the icons were drawn from the icon.svg that is there now; npm run icons draws them again', () => {
  const hash = createHash('sha256').update(read('icon.svg')).digest('hex')
  expect(read('icons/drawn-from.txt').toString()).toBe(`${hash}  icon.svg\n`)
})

test.each([16, 24, 32, 48, 64, 128, 256, 512, 1024])('there is a picture of %i pixels', (size) => {
  expect(isPng(png(size))).toBe(true)
  expect(sidesOf(png(size))).toEqual([size, size])
  // Drawn with an alpha channel: an icon with a white ground would show.
  expect(png(size)[25]).toBe(6)
})

test('the icon for Windows holds those pictures', () => {
  const ico = read('icons/icon.ico')
  const held = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const [bytes, offset] = [ico.readUInt32LE(6 + 16 * index + 8), ico.readUInt32LE(6 + 16 * index + 12)]
    return ico.subarray(offset, offset + bytes)
  })
  expect(held).toEqual([16, 24, 32, 48, 64, 128, 256].map(png))
})

test('the icon for macOS holds those pictures', () => {
  const icns = read('icons/icon.icns')
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
  const held: Record<string, Buffer> = {}
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    held[icns.toString('latin1', at, at + 4)] = icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))
  }
  expect(held).toEqual({
    icp4: png(16),
    icp5: png(32),
    ic07: png(128),
    ic08: png(256),
    ic09: png(512),
    ic10: png(1024),
    ic11: png(32),
    ic12: png(64),
    ic13: png(256),
    ic14: png(512)
  })
})
