import { JsonTextError } from '#shared/json-text.ts'
import { findInJson } from '../../lib/find-json.ts'
import { findInText, noHits, type Hits } from '../../lib/find-in-text.ts'
import type { FlatJson } from '../../lib/flat-json.ts'
import { readFlatJson } from '../../lib/read-flat-json.ts'
import type { FindIn, FromJsonWorker, ToJsonWorker } from './json-messages.ts'

/** Reads one large body and searches it, beside the page. It ends when the page lets go of the body. */

let text = ''
let json: FlatJson | null = null

const tell = (message: FromJsonWorker, handedOver: Transferable[] = []) =>
  self.postMessage(message, { transfer: handedOver })

function find(place: FindIn, wanted: string): Hits {
  if (place === 'text') return findInText(text, wanted)
  return json ? findInJson(json, wanted) : noHits
}

self.addEventListener('message', ({ data }: MessageEvent<ToJsonWorker>) => {
  if (data.kind === 'find') {
    tell({ kind: 'found', hits: find(data.in, data.wanted) })
    return
  }
  text = data.text
  try {
    json = readFlatJson(text)
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    tell({ kind: 'refused', message: error.message })
    return
  }
  // The copy is made here, where nobody waits: the search needs the table as well.
  const cells = json.cells.slice()
  tell({ kind: 'read', count: json.count, cells }, [cells.buffer])
})
