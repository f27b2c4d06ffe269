import { JsonTextError } from '#shared/json-text.ts'
import { findInJson } from '../../lib/find-json.ts'
import type { FlatJson } from '../../lib/flat-json.ts'
import { readFlatJson } from '../../lib/read-flat-json.ts'
import type { FromJsonWorker, ToJsonWorker } from './json-messages.ts'

/** Reads one large payload and searches it, beside the page. It ends when the page lets go of the payload. */

let json: FlatJson | null = null

const tell = (message: FromJsonWorker, handedOver: Transferable[] = []) =>
  self.postMessage(message, { transfer: handedOver })

self.addEventListener('message', ({ data }: MessageEvent<ToJsonWorker>) => {
  if (data.kind === 'find') {
    tell({ kind: 'found', hits: json ? findInJson(json, data.wanted) : new Int32Array(0) })
    return
  }
  try {
    json = readFlatJson(data.text)
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    tell({ kind: 'refused', message: error.message })
    return
  }
  // The copy is made here, where nobody waits: the search needs the table as well.
  const cells = json.cells.slice()
  tell({ kind: 'read', count: json.count, cells }, [cells.buffer])
})
