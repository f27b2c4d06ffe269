/**
 * A JSON reader that loses nothing a person may want to see: numbers keep their digits (2^53 and beyond),
 * duplicate keys are kept in order, and depth is bounded by memory only, since it keeps its own stack.
 * Grammar: RFC 8259. `JSON.parse` is faster but rounds numbers and drops duplicates.
 */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonWord

export interface JsonObject {
  readonly kind: 'object'
  readonly members: JsonMember[]
}
export interface JsonMember {
  readonly key: string
  readonly value: JsonNode
}
export interface JsonArray {
  readonly kind: 'array'
  readonly items: JsonNode[]
}
export interface JsonString {
  readonly kind: 'string'
  readonly value: string
}
export interface JsonNumber {
  readonly kind: 'number'
  /** Exactly as written. */
  readonly digits: string
}
export interface JsonWord {
  readonly kind: 'true' | 'false' | 'null'
}

/** Says where a text stops being JSON; `offset` counts UTF-16 units from 0. */
export class JsonTextError extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(`${message} at character ${offset + 1}`)
    this.name = 'JsonTextError'
    this.offset = offset
  }
}

const TRUE: JsonWord = { kind: 'true' }
const FALSE: JsonWord = { kind: 'false' }
const NULL: JsonWord = { kind: 'null' }
const numberAt = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const blankAt = /[ \t\n\r]*/y
/** The inside of a string without escapes, up to the quote: the common case, taken in one step. */
// oxlint-disable-next-line no-control-regex -- RFC 8259 forbids exactly these characters
const plainStringAt = /[^"\\\u0000-\u001f]*"/y

/** Reads one JSON text whole. Throws `JsonTextError`. Linear in the length of the text. */
export function parseJsonText(text: string): JsonNode {
  /** Containers that are still open, innermost last, each with the key its next value goes under. */
  const open: { node: JsonObject | JsonArray; key: string }[] = []
  let at = 0

  const fail = (message: string): never => {
    throw new JsonTextError(at >= text.length ? 'The text ends too early' : message, at)
  }
  const skipBlank = () => {
    blankAt.lastIndex = at
    blankAt.test(text)
    at = blankAt.lastIndex
  }
  const readString = (): string => {
    plainStringAt.lastIndex = at + 1
    if (plainStringAt.test(text)) {
      const value = text.slice(at + 1, plainStringAt.lastIndex - 1)
      at = plainStringAt.lastIndex
      return value
    }
    const start = at
    let end = at + 1
    for (; end < text.length; end++) {
      const char = text[end]
      if (char === '\\') end++
      else if (char === '"') break
    }
    const source = text.slice(start, end + 1)
    try {
      const value: unknown = JSON.parse(source)
      at = end + 1
      return value as string
    } catch {
      return fail('A string is not closed or holds a character that must be escaped')
    }
  }
  const readKey = (): string => {
    if (text[at] !== '"') fail('Expected a member name in double quotes')
    const key = readString()
    skipBlank()
    if (text[at] !== ':') fail('Expected a colon')
    at++
    skipBlank()
    return key
  }
  const readWord = (word: string, node: JsonWord): JsonWord => {
    if (!text.startsWith(word, at)) fail('Expected a value')
    at += word.length
    return node
  }
  const readScalar = (): JsonNode => {
    switch (text[at]) {
      case '"':
        return { kind: 'string', value: readString() }
      case 't':
        return readWord('true', TRUE)
      case 'f':
        return readWord('false', FALSE)
      case 'n':
        return readWord('null', NULL)
      default: {
        numberAt.lastIndex = at
        const match = numberAt.exec(text)
        if (!match) return fail('Expected a value')
        at += match[0].length
        return { kind: 'number', digits: match[0] }
      }
    }
  }

  skipBlank()
  for (;;) {
    let value: JsonNode
    const char = text[at]
    if (char === '{' || char === '[') {
      at++
      skipBlank()
      const empty = text[at] === (char === '{' ? '}' : ']')
      value = char === '{' ? { kind: 'object', members: [] } : { kind: 'array', items: [] }
      if (empty) at++
      else {
        open.push({ node: value, key: value.kind === 'object' ? readKey() : '' })
        continue
      }
    } else value = readScalar()

    // Hand the finished value to its container, and close as many containers as end here.
    for (;;) {
      skipBlank()
      const parent = open.at(-1)
      if (!parent) {
        if (at < text.length) fail('Expected the text to end')
        return value
      }
      if (parent.node.kind === 'object') parent.node.members.push({ key: parent.key, value })
      else parent.node.items.push(value)
      if (text[at] === ',') {
        at++
        skipBlank()
        if (parent.node.kind === 'object') parent.key = readKey()
        break
      }
      if (text[at] !== (parent.node.kind === 'object' ? '}' : ']')) {
        fail(parent.node.kind === 'object' ? 'Expected a comma or }' : 'Expected a comma or ]')
      }
      at++
      value = parent.node
      open.pop()
    }
  }
}

/** Deeper than this a text is not indented further: indentation must not outgrow the document. */
const maxIndent = 100

/** A node as JSON text, indented by two; numbers keep their digits and repeated names stay. Iterative. */
export function toJsonText(root: JsonNode): string {
  const lines: string[] = []
  const pending: ({ node: JsonNode; depth: number; prefix: string; comma: string } | string)[] = [
    { node: root, depth: 0, prefix: '', comma: '' }
  ]
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (typeof item === 'string') {
      lines.push(item)
      continue
    }
    const { node, depth, prefix, comma } = item
    const indent = '  '.repeat(Math.min(depth, maxIndent))
    if (isLeaf(node)) {
      lines.push(`${indent}${prefix}${scalarText(node)}${comma}`)
      continue
    }
    const children = node.kind === 'object' ? node.members.map(toNamed) : itemsOf(node).map(toUnnamed)
    lines.push(`${indent}${prefix}${node.kind === 'object' ? '{' : '['}`)
    pending.push(`${indent}${node.kind === 'object' ? '}' : ']'}${comma}`)
    // Last child first, so that the first one is taken next.
    for (const [index, child] of children.toReversed().entries()) {
      pending.push({ ...child, depth: depth + 1, comma: index > 0 ? ',' : '' })
    }
  }
  return lines.join('\n')
}

const toNamed = ({ key, value }: JsonMember) => ({ node: value, prefix: `${JSON.stringify(key)}: ` })
const toUnnamed = (node: JsonNode) => ({ node, prefix: '' })
const itemsOf = (node: JsonNode): readonly JsonNode[] => (node.kind === 'array' ? node.items : [])

/** A value without children as JSON text. */
export function scalarText(node: JsonNode): string {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.value)
    case 'number':
      return node.digits
    case 'object':
      return '{}'
    case 'array':
      return '[]'
    case 'true':
    case 'false':
    case 'null':
      return node.kind
  }
}

const isLeaf = (node: JsonNode): boolean =>
  (node.kind !== 'object' || node.members.length === 0) && (node.kind !== 'array' || node.items.length === 0)
