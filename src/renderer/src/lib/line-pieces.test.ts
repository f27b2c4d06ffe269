import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toLinePieces } from './line-pieces.ts'

// oxlint-disable-next-line typescript/require-await -- a source that is asynchronous by its type only
async function* from(parts: readonly string[]): AsyncGenerator<string> {
  yield* parts
}

async function piecesOf(parts: readonly string[], maxLength: number) {
  const pieces = []
  for await (const piece of toLinePieces(from(parts), maxLength)) pieces.push(piece)
  return pieces
}

test('hands over whole lines, however they were cut on the way', async () => {
  expect(await piecesOf(['{"a"', ':1}\n{"b":2}\n{', '"c":3}'], 10)).toEqual([
    { text: '{"a":1}\n', lines: 1 },
    { text: '{"b":2}\n', lines: 1 },
    { text: '{"c":3}', lines: 1 }
  ])
})

test('puts as many lines into a piece as fit', async () => {
  expect(await piecesOf(['1\n2\n3\n4\n5\n'], 4)).toEqual([
    { text: '1\n2\n', lines: 2 },
    { text: '3\n4\n', lines: 2 },
    { text: '5\n', lines: 1 }
  ])
})

test('hands over a line that is too long for a piece by itself', async () => {
  expect(await piecesOf(['a\n', 'long', 'er than four\n', 'b\n'], 4)).toEqual([
    { text: 'a\n', lines: 1 },
    { text: 'longer than four\n', lines: 1 },
    { text: 'b\n', lines: 1 }
  ])
})

test('of an empty text there is no piece', async () => {
  expect(await piecesOf(['', ''], 4)).toEqual([])
})

test('loses and adds nothing', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'ü', '\n', '\r') })
  await fc.assert(
    fc.asyncProperty(fc.array(text), fc.integer({ min: 1, max: 9 }), async (parts, maxLength) => {
      const pieces = await piecesOf(parts, maxLength)
      expect(pieces.map((piece) => piece.text).join('')).toBe(parts.join(''))
      for (const { text: piece, lines } of pieces) {
        expect(
          piece.split('\n').filter((line, index, all) => line !== '' || index < all.length - 1)
        ).toHaveLength(lines)
        expect(piece.length <= maxLength || lines === 1).toBe(true)
      }
    })
  )
})
