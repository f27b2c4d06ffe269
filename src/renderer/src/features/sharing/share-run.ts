import type { CommandInput, CommandOutput } from '#shared/contract.ts'
import type { Client } from '../../client/client.ts'
import { saveFile } from '../../lib/save-file.ts'
import { messageOf } from '../../state/live-value.ts'
import { createStore, type Store } from '../../state/store.ts'

export type ShareState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number }
  | { readonly state: 'saved'; readonly events: number; readonly bytes: number; readonly name: string }
  /** Nothing was found, so no file was saved. */
  | { readonly state: 'nothingFound' }
  | { readonly state: 'failed'; readonly error: string }

type Input = Omit<CommandInput<'share.export'>, 'after'>

export interface ShareRun extends Store<ShareState> {
  /** Pulls the share piece by piece and saves it when all of it is there. One at a time. `first`: a preview's start. */
  start(client: Pick<Client, 'call'>, input: Input, first?: string | null): Promise<void>
  cancel(): void
  /** Forgets how the last one ended. */
  clear(): void
}

const mimes = { ndjson: 'application/x-ndjson', html: 'text/html' } as const

export function createShareRun(save: (content: Blob, name: string) => void): ShareRun {
  const store = createStore<ShareState>({ state: 'idle' })
  let isCancelled = false
  const isRunning = () => store.getSnapshot().state === 'running'
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    cancel() {
      isCancelled = true
    },
    clear() {
      if (!isRunning()) store.set({ state: 'idle' })
    },
    async start(client, input, first = null) {
      if (isRunning()) return
      isCancelled = false
      store.set({ state: 'running', done: 0 })
      try {
        // Each piece becomes a blob at once, which the browser can put to disk.
        const pieces: Blob[] = []
        let done = 0
        let after: string | null = first
        let name = ''
        do {
          const next: CommandInput<'share.export'> = { ...input, ...(after !== null && { after }) }
          // oxlint-disable-next-line no-await-in-loop -- each piece says where the next one starts
          const piece: CommandOutput<'share.export'> = await client.call('share.export', next)
          if (isCancelled) return store.set({ state: 'idle' })
          pieces.push(new Blob([piece.text]))
          done += piece.events
          name = piece.fileName
          after = piece.next
          store.set({ state: 'running', done })
        } while (after !== null)
        if (done === 0) return store.set({ state: 'nothingFound' })
        const file = new Blob(pieces, { type: mimes[input.format] })
        save(file, name)
        store.set({ state: 'saved', events: done, bytes: file.size, name })
      } catch (error) {
        store.set({ state: 'failed', error: messageOf(error) })
      }
    }
  }
}

/** It goes on when its dialog is closed. */
export const shareRun = createShareRun(saveFile)
