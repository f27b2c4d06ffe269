import { JsonTextError, parseJsonText } from '#shared/json-text.ts'

export type ReadBody = { readonly body: string } | { readonly error: string }

/** What is sent for a text that was written by hand: compact JSON, which survives being parsed and written again. */
export function readBody(text: string): ReadBody {
  try {
    if (parseJsonText(text).kind !== 'object') return { error: 'An event is a JSON object: { … }.' }
    return { body: JSON.stringify(JSON.parse(text)) }
  } catch (error) {
    if (error instanceof JsonTextError) {
      const line = text.slice(0, error.offset).split('\n').length
      return { error: `This is not JSON. Line ${line}: ${error.message}.` }
    }
    if (error instanceof SyntaxError) return { error: `This is not JSON. ${error.message}.` }
    throw error
  }
}

export const toPretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2)
