import { JsonTextError } from '#shared/json-text.ts'
import { columnCount, columns, flatKinds, unquote, type FlatJson, type FlatKind } from './flat-json.ts'

const numberAt = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const blankAt = /[ \t\n\r]*/y
// oxlint-disable-next-line no-control-regex -- RFC 8259 forbids exactly these characters
const plainStringAt = /"[^"\\\u0000-\u001f]*"/y
const codeOf = Object.fromEntries(flatKinds.map((kind, code) => [kind, code])) as Record<FlatKind, number>

/** Reads a text whole. Throws `JsonTextError` for the texts that `parseJsonText` refuses, in its words. Linear, iterative. */
export function readFlatJson(text: string): FlatJson {
  let cells = new Int32Array(1_024 * columnCount)
  let count = 0
  let at = 0
  /** The innermost container that is still open; -1 for none. */
  let open = -1
  /** The names in each open object. */
  const names = new Map<number, Set<string>>()

  const get = (index: number, column: keyof typeof columns): number =>
    cells[index * columnCount + columns[column]] ?? 0
  const set = (index: number, column: keyof typeof columns, value: number) => {
    cells[index * columnCount + columns[column]] = value
  }
  const fail = (message: string): never => {
    throw new JsonTextError(at >= text.length ? 'The text ends too early' : message, at)
  }
  const skipBlank = () => {
    if (text.charCodeAt(at) > 0x20) return
    blankAt.lastIndex = at
    blankAt.test(text)
    at = blankAt.lastIndex
  }
  const passString = () => {
    plainStringAt.lastIndex = at
    if (plainStringAt.test(text)) {
      at = plainStringAt.lastIndex
      return
    }
    let end = at + 1
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    try {
      JSON.parse(text.slice(at, end + 1))
    } catch {
      fail('A string is not closed or holds a character that must be escaped')
    }
    at = end + 1
  }
  const passWord = (word: 'true' | 'false' | 'null'): FlatKind => {
    if (!text.startsWith(word, at)) fail('Expected a value')
    at += word.length
    return word
  }
  const passScalar = (): FlatKind => {
    switch (text[at]) {
      case '"':
        passString()
        return 'string'
      case 't':
        return passWord('true')
      case 'f':
        return passWord('false')
      case 'n':
        return passWord('null')
      default: {
        numberAt.lastIndex = at
        if (!numberAt.test(text)) fail('Expected a value')
        at = numberAt.lastIndex
        return 'number'
      }
    }
  }
  /** A new line for what begins here, with its name where it is a member of an object. */
  const begin = (): number => {
    const index = count++
    if (count * columnCount > cells.length) {
      const larger = new Int32Array(cells.length * 2)
      larger.set(cells)
      cells = larger
    }
    set(index, 'parent', open)
    set(index, 'keyEnd', -1)
    if (open < 0) return index
    set(index, 'depth', get(open, 'depth') + 1)
    set(index, 'key', get(open, 'children'))
    set(open, 'children', get(open, 'children') + 1)
    if (get(open, 'kind') === codeOf.object) beginMember(index)
    return index
  }
  const beginMember = (index: number) => {
    if (text[at] !== '"') fail('Expected a member name in double quotes')
    const key = at
    passString()
    set(index, 'key', key)
    set(index, 'keyEnd', at)
    const name = unquote(text.slice(key, at))
    const known = names.get(open)
    if (known?.has(name)) set(index, 'repeated', 1)
    if (known) known.add(name)
    else names.set(open, new Set([name]))
    skipBlank()
    if (text[at] !== ':') fail('Expected a colon')
    at++
    skipBlank()
  }
  const end = (index: number) => {
    set(index, 'end', at)
    set(index, 'next', count)
  }

  skipBlank()
  for (;;) {
    const index = begin()
    set(index, 'start', at)
    const char = text[at]
    if (char === '{' || char === '[') {
      set(index, 'kind', char === '{' ? codeOf.object : codeOf.array)
      at++
      skipBlank()
      if (text[at] !== (char === '{' ? '}' : ']')) {
        open = index
        continue
      }
      at++
    } else set(index, 'kind', codeOf[passScalar()])
    end(index)

    // Close as many containers as end here.
    for (;;) {
      skipBlank()
      if (open < 0) {
        if (at < text.length) fail('Expected the text to end')
        return { text, count, cells: cells.slice(0, count * columnCount) }
      }
      const isObject = get(open, 'kind') === codeOf.object
      if (text[at] === ',') {
        at++
        skipBlank()
        break
      }
      if (text[at] !== (isObject ? '}' : ']')) {
        fail(isObject ? 'Expected a comma or }' : 'Expected a comma or ]')
      }
      at++
      end(open)
      names.delete(open)
      open = get(open, 'parent')
    }
  }
}
