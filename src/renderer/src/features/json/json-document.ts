import { JsonTextError } from '#shared/json-text.ts'
import { findInText, type Hits } from '../../lib/find-in-text.ts'
import { findInJson } from '../../lib/find-json.ts'
import type { FlatJson } from '../../lib/flat-json.ts'
import { readFlatJson } from '../../lib/read-flat-json.ts'
import type { FindIn, FromJsonWorker, ToJsonWorker } from './json-messages.ts'

/** A payload that was read as JSON. */
export interface JsonDocument {
  readonly json: FlatJson
  /** Answers in the order in which it was asked. */
  find(wanted: string): Promise<Hits>
}

export type JsonReading =
  | { readonly status: 'reading' }
  | { readonly status: 'read'; readonly document: JsonDocument }
  | { readonly status: 'refused'; readonly message: string }

/** Up to so many characters are read faster than a worker starts. */
export const hereLimit = 200_000

/** Reads a text at once. */
export function readHere(text: string): JsonReading {
  try {
    const json = readFlatJson(text)
    return { status: 'read', document: { json, find: (wanted) => Promise.resolve(findInJson(json, wanted)) } }
  } catch (error) {
    if (error instanceof JsonTextError) return { status: 'refused', message: error.message }
    throw error
  }
}

export const findHere = (text: string, wanted: string): Promise<Hits> =>
  Promise.resolve(findInText(text, wanted))

/** A text that is read in a worker of its own. */
export interface Apart {
  /** Finds in the text as it is written, whether it is JSON or not. */
  findInText(wanted: string): Promise<Hits>
  end(): void
}

export function readApart(text: string, onReading: (reading: JsonReading) => void): Apart {
  const worker = new Worker(new URL('./json-worker.ts', import.meta.url), { type: 'module' })
  const waiting: ((hits: Hits) => void)[] = []
  const ask = (message: ToJsonWorker) => worker.postMessage(message)
  const findIn = (place: FindIn) => (wanted: string) =>
    new Promise<Hits>((resolve) => {
      waiting.push(resolve)
      ask({ kind: 'find', wanted, in: place })
    })
  worker.addEventListener('message', ({ data }: MessageEvent<FromJsonWorker>) => {
    if (data.kind === 'found') waiting.shift()?.(data.hits)
    else if (data.kind === 'refused') onReading({ status: 'refused', message: data.message })
    else {
      const { count, cells } = data
      onReading({ status: 'read', document: { json: { text, count, cells }, find: findIn('values') } })
    }
  })
  worker.addEventListener('error', ({ message }) =>
    onReading({
      status: 'refused',
      message: `It could not be read: ${message || 'the worker did not start'}`
    })
  )
  ask({ kind: 'read', text })
  return { findInText: findIn('text'), end: () => worker.terminate() }
}
