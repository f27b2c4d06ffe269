import type { ParsedInput } from '#shared/contract.ts'
import type { Client } from '../client/client.ts'
import { toLinePieces } from '../lib/line-pieces.ts'
import { saveFile } from '../lib/save-file.ts'
import { messageOf } from './live-value.ts'
import { createStore, type Store } from './store.ts'

export interface RefusedLine {
  /** In the file, from 1. */
  readonly line: number
  readonly reason: string
}

export interface ImportResult {
  readonly added: number
  readonly known: number
  readonly unexplained: number
  readonly refusedCount: number
  /** The first of them. */
  readonly refused: readonly RefusedLine[]
}

export type Transfer =
  | { readonly state: 'idle' }
  /** `total` is null where nobody knows. */
  | { readonly state: 'exporting'; readonly done: number; readonly total: number | null }
  | { readonly state: 'exported'; readonly deliveries: number; readonly bytes: number; readonly name: string }
  /** Nothing was found, so no file was saved. */
  | { readonly state: 'nothingFound' }
  /** Counted in bytes of the file. */
  | {
      readonly state: 'importing'
      readonly done: number
      readonly total: number
      readonly result: ImportResult
    }
  | { readonly state: 'imported'; readonly isCancelled: boolean; readonly result: ImportResult }
  | {
      readonly state: 'failed'
      readonly what: 'export' | 'import'
      readonly error: string
      /** What an import had done until then. */
      readonly result: ImportResult | null
    }

export type VerdictsOf = ParsedInput<'deliveries.import'>['verdicts']

/** One export or import at a time. It goes on when its dialog is closed. */
export interface Transfers extends Store<Transfer> {
  /** Of everything, or of what a query finds; saved as a file when all of it is there and is something. */
  export(query: string | null): Promise<void>
  /** `secret`: another one to check with, which is not kept. */
  import(file: Blob, verdicts: VerdictsOf, secret?: string): Promise<void>
  /** Stops after the piece that is on its way. What was imported by then stays. */
  cancel(): void
  /** Forgets how the last one ended. */
  clear(): void
}

/** In UTF-16 units, so that no piece is more than 1 MB in UTF-8. */
const pieceLength = 330_000
const maxRefused = 50
const nothing: ImportResult = { added: 0, known: 0, unexplained: 0, refusedCount: 0, refused: [] }

export function createTransfers(client: Client): Transfers {
  const store = createStore<Transfer>({ state: 'idle' })
  let isCancelled = false
  const isRunning = () => ['exporting', 'importing'].includes(store.getSnapshot().state)

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    cancel() {
      isCancelled = true
    },
    clear() {
      if (!isRunning()) store.set({ state: 'idle' })
    },

    async export(query) {
      if (isRunning()) return
      isCancelled = false
      store.set({ state: 'exporting', done: 0, total: null })
      try {
        // Each piece becomes a blob at once, which the browser can put to disk.
        const pieces: Blob[] = []
        let done = 0
        let after: string | null = null
        let total: number | null = null
        do {
          // oxlint-disable-next-line no-await-in-loop -- each piece says where the next one starts
          const piece: Awaited<ReturnType<typeof pull>> = await pull(client, query, after)
          if (isCancelled) return store.set({ state: 'idle' })
          pieces.push(new Blob([piece.text]))
          done += piece.deliveries
          total ??= piece.total > 0 ? piece.total : null
          after = piece.next
          store.set({ state: 'exporting', done, total })
        } while (after !== null)
        if (done === 0) return store.set({ state: 'nothingFound' })
        const file = new Blob(pieces, { type: 'application/x-ndjson' })
        const name = `webhooks-${dateOf(new Date())}.ndjson`
        saveFile(file, name)
        store.set({ state: 'exported', deliveries: done, bytes: file.size, name })
      } catch (error) {
        store.set({ state: 'failed', what: 'export', error: messageOf(error), result: null })
      }
    },

    async import(file, verdicts, secret = '') {
      if (isRunning()) return
      isCancelled = false
      let result = nothing
      let done = 0
      let lines = 0
      const tell = () => store.set({ state: 'importing', done, total: file.size, result })
      tell()
      try {
        const texts = textsOf(file, (bytes) => {
          done += bytes
        })
        for await (const piece of toLinePieces(texts, pieceLength)) {
          if (isCancelled) break
          const taken = await client.call('deliveries.import', {
            text: piece.text,
            verdicts,
            ...(secret !== '' && { secret })
          })
          const refused = taken.refused.map(({ line, reason }) => ({ line: lines + line, reason }))
          lines += piece.lines
          result = {
            added: result.added + taken.added,
            known: result.known + taken.known,
            unexplained: result.unexplained + taken.unexplained,
            refusedCount: result.refusedCount + refused.length,
            refused: [...result.refused, ...refused].slice(0, maxRefused)
          }
          tell()
        }
        store.set({ state: 'imported', isCancelled, result })
      } catch (error) {
        store.set({ state: 'failed', what: 'import', error: whyUnreadable(error), result })
      }
    }
  }
}

const pull = (client: Client, query: string | null, after: string | null) =>
  client.call('deliveries.export', { ...(query && { query }), ...(after !== null && { after }) })

async function* textsOf(file: Blob, onRead: (bytes: number) => void): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = file.stream().getReader()
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order
      const { done, value } = await reader.read()
      if (done) break
      onRead(value.length)
      yield decoder.decode(value, { stream: true })
    }
    yield decoder.decode()
  } finally {
    await reader.cancel()
  }
}

/** A decoder says with a `TypeError` that bytes are no text. */
const whyUnreadable = (error: unknown): string =>
  error instanceof TypeError
    ? 'This file is not text in UTF-8, so it is no export of this app. Choose a file that ends in .ndjson.'
    : messageOf(error)

const dateOf = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
