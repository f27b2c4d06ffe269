import type { ListeningStatus, WayIn } from '#shared/listening-models.ts'
import type { Call } from './commands.ts'
import type { Listening } from './listening.ts'
import type { PathProof } from './path-proof.ts'

export interface ListeningCommands {
  status: Call<'listening.status'>
  start: Call<'listening.start'>
  /** For a host that is told by its own options which way in to open: this run's only, the stored one stays. */
  startOnce(wayIn: WayIn): Promise<ListeningStatus>
  test: Call<'listening.test'>
  stop: Call<'listening.stop'>
  /** For a host that knows when the machine wakes up: the tunnel is checked, or tried again, at once. */
  wake(): void
}

export function createListeningCommands(
  listening: Pick<Listening, 'status' | 'start' | 'stop'>,
  proof: Pick<PathProof, 'test'>,
  wake: (why: string) => void
): ListeningCommands {
  return {
    status: async () => listening.status(),
    start: ({ tunnel: wayIn }) => listening.start(wayIn),
    startOnce: (wayIn) => listening.start(wayIn, { once: true }),
    test: () => proof.test(),
    stop: () => listening.stop(),
    wake: () => wake('The machine woke up')
  }
}
