import type { Call } from '../commands.ts'
import type { Secrets } from './secrets.ts'

export interface SecretCommands {
  readonly list: Call<'secrets.list'>
  readonly add: Call<'secrets.add'>
  readonly remove: Call<'secrets.remove'>
}

export function createSecretCommands(parts: {
  secrets: Secrets
  /** Checks what an endpoint could not verify so far. Returns how many deliveries it verified. */
  promote(endpointId: string): Promise<number>
  onChange(): void
}): SecretCommands {
  const { secrets } = parts
  return {
    list: async () => ({ rows: secrets.summaries() }),
    async add(input) {
      const added = await secrets.add(input)
      parts.onChange()
      const { endpointId } = added.secret
      return { ...added, promoted: endpointId === null ? 0 : await parts.promote(endpointId) }
    },
    async remove({ id }) {
      await secrets.remove(id)
      parts.onChange()
      return { rows: secrets.summaries() }
    }
  }
}
