import { AppError } from '#shared/errors.ts'
import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import type { HeaderPair } from '#shared/models.ts'
import { isSetBySending, isSetBySigning } from './outgoing.ts'

/**
 * An edited body as it is sent: compact JSON that a handler may parse and write again without changing a byte,
 * because handlers do that before they verify. Refuses what such a round trip would lose, and says where.
 */
export function compactBody(text: string): string {
  const refuse = (message: string, cause?: unknown) => new AppError('invalid_input', message, { cause })
  let node: JsonNode
  try {
    node = parseJsonText(text)
  } catch (error) {
    if (error instanceof JsonTextError) throw refuse(`The body is not JSON: ${error.message}.`, error)
    throw error
  }
  if (node.kind !== 'object') throw refuse('The body of an event is a JSON object: it starts with {.')
  const flaw = findFlaw(node)
  if (flaw !== null) throw refuse(flaw)
  try {
    return JSON.stringify(JSON.parse(text))
  } catch (error) {
    if (error instanceof RangeError) throw refuse('The body is nested too deeply to be written again.', error)
    throw error
  }
}

/** Headers of an edited event: without those that signing and sending set themselves. */
export function editedHeaders(headers: readonly HeaderPair[]): HeaderPair[] {
  for (const [name, value] of headers) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
      throw new AppError('invalid_input', `"${name.slice(0, 100)}" cannot be the name of a header.`)
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new AppError(
        'invalid_input',
        `The value of the header ${name.slice(0, 100)} has a character that no header may have, such as a line break.`
      )
    }
  }
  return headers.filter(([name]) => !isSetBySending(name) && !isSetBySigning(name))
}

/** What would not come back from parsing, in a sentence. Keeps a stack of its own: bodies may be nested deeply. */
function findFlaw(root: JsonNode): string | null {
  const waiting: { node: JsonNode; pointer: string }[] = [{ node: root, pointer: '' }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, pointer } = next
    if (node.kind === 'number' && !survives(node.digits)) {
      return `The number ${shorten(node.digits)} at ${shorten(pointer)} has more digits than a handler's parser keeps (it would become ${Number(node.digits)}). Write it as a text.`
    }
    if (node.kind === 'array') {
      for (const [index, item] of node.items.entries())
        waiting.push({ node: item, pointer: `${pointer}/${index}` })
    }
    if (node.kind !== 'object') continue
    const names = new Set<string>()
    for (const { key, value } of node.members) {
      if (names.has(key)) {
        const place = pointer === '' ? 'the outermost object' : shorten(pointer)
        return `The name "${shorten(key)}" comes twice in ${place}. A handler's parser keeps only one of them.`
      }
      names.add(key)
      waiting.push({ node: value, pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` })
    }
  }
  return null
}

const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

/** Whether a number has the same value once JavaScript has read and written it, however it was spelt. */
function survives(digits: string): boolean {
  const value = Number(digits)
  return Number.isFinite(value) && plain(digits) === plain(String(value))
}

/** Significant digits and exponent: the same text for the same value. */
function plain(digits: string): string {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const all = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = all.replace(/0+$/, '')
  if (significant === '') return '0'
  const power = Number(exponent) - fraction.length + (all.length - significant.length)
  return `${digits.startsWith('-') ? '-' : ''}${significant}e${power}`
}
