import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJsonText, type JsonNode } from './json-text.ts'

/** What `JSON.parse` would make of the node; the independent opinion of the property below. */
function toValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.key, toValue(member.value)]))
    case 'array':
      return node.items.map(toValue)
    case 'string':
      return node.value
    case 'number':
      return Number(node.digits)
    case 'null':
      return null
    default:
      return node.kind === 'true'
  }
}

describe('parseJsonText', () => {
  it('agrees with JSON.parse on any JSON, compact or indented', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(toValue(parseJsonText(text))).toEqual(JSON.parse(text))
      }),
      { numRuns: 2_000 }
    )
  })

  it('refuses exactly what JSON.parse refuses, in a damaged text', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', 'x', '0', '\u0001'),
        (value, at, junk) => {
          const text = JSON.stringify(value)
          const cut = at % (text.length + 1)
          const damaged = text.slice(0, cut) + junk + text.slice(cut + 1)
          const accepts = (parse: (text: string) => unknown) => {
            try {
              parse(damaged)
              return true
            } catch {
              return false
            }
          }
          expect(accepts(parseJsonText)).toBe(accepts(JSON.parse))
        }
      ),
      { numRuns: 5_000 }
    )
  })

  it('keeps the digits of numbers that JavaScript would round', () => {
    expect(parseJsonText('[12345678901234567890, 1.0, 1e2]')).toEqual({
      kind: 'array',
      items: ['12345678901234567890', '1.0', '1e2'].map((digits) => ({ kind: 'number', digits }))
    })
  })

  it('keeps duplicate keys in order', () => {
    const node = parseJsonText('{"a":1,"a":2}')
    expect(node.kind === 'object' && node.members.map((member) => member.key)).toEqual(['a', 'a'])
  })

  it('reads a text 100,000 levels deep', () => {
    const depth = 100_000
    let node: JsonNode | undefined = parseJsonText('['.repeat(depth) + ']'.repeat(depth))
    let levels = 0
    for (; node?.kind === 'array'; node = node.items[0]) levels++
    expect(levels).toBe(depth)
  })

  it('says where a text stops being JSON', () => {
    expect(() => parseJsonText('{"a": tru}')).toThrow('Expected a value at character 7')
    expect(() => parseJsonText('{"a": 1')).toThrow('The text ends too early at character 8')
  })
})
