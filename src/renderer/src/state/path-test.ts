import type { ListeningStatus, PathLink } from '#shared/listening-models.ts'
import type { Client } from '../client/client.ts'
import { messageOf, type LiveValue } from './live-value.ts'
import { createStore, type Store } from './store.ts'

/** What came of the latest test of the way from the public URL to the developer's app. */
export interface PathTest {
  readonly isRunning: boolean
  /** Null until one has ended. */
  readonly at: number | null
  readonly links: readonly PathLink[]
  /** How things stood when it ended: what has changed since is not proven by it. */
  readonly status: ListeningStatus | null
  /** Where the developer's app was when it began; null where nobody had said. */
  readonly target: string | null
  /** Why there was no test, for the user; null otherwise. */
  readonly error: string | null
}

export interface PathTester extends Store<PathTest> {
  /** One at a time: asking again while one runs waits for that one. */
  run(): Promise<void>
}

interface PathTesterParts {
  readonly client: Client
  readonly listening: Store<LiveValue<ListeningStatus>>
  readonly appTarget: () => string | null
}

export function createPathTester({ client, listening, appTarget }: PathTesterParts): PathTester {
  const store = createStore<PathTest>({
    isRunning: false,
    at: null,
    links: [],
    status: null,
    target: null,
    error: null
  })
  let running: Promise<void> | null = null

  const test = async () => {
    const target = appTarget()
    store.set({ ...store.getSnapshot(), isRunning: true, error: null })
    try {
      const { at, links } = await client.call('listening.test', {})
      const status = listening.getSnapshot().value
      store.set({ isRunning: false, at, links, status, target, error: null })
    } catch (error) {
      store.set({ ...store.getSnapshot(), isRunning: false, error: messageOf(error) })
    }
    running = null
  }
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    run: () => (running ??= test())
  }
}
