import type { ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { SecretSummary } from '#shared/models.ts'
import type { Call } from '../commands.ts'
import { readScalekitNames } from '../credentials/read-scalekit-names.ts'
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
  /** Throws `invalid_input` for a change that `setSettings` would refuse. */
  checkSettings(change: ParsedInput<'settings.set'>): void
  setSettings: Call<'settings.set'>
  onChange(): void
}): SecretCommands {
  const { secrets } = parts
  return {
    list: async () => ({ rows: await secrets.summaries() }),
    async add(input) {
      const others = input.kind === 'scalekit' ? readScalekitNames(input.value) : null
      if (others) parts.checkSettings(others.settings) // Refused before anything is changed.
      const { secret, notes } = await secrets.add(input)
      if (others) await parts.setSettings(others.settings)
      parts.onChange()
      const promoted = secret.endpointId === null ? 0 : await parts.promote(secret.endpointId)
      return {
        secret: await summaryOf(secrets, secret.id),
        notes: [...notes, ...(others?.notes ?? [])],
        promoted
      }
    },
    async remove({ id }) {
      await secrets.remove(id)
      parts.onChange()
      return { rows: await secrets.summaries() }
    }
  }
}

/** Throws `not_found` for one that was removed meanwhile. */
export async function summaryOf(secrets: Secrets, id: string): Promise<SecretSummary> {
  const found = (await secrets.summaries()).find((one) => one.id === id)
  if (!found) throw new AppError('not_found', 'There is no such secret.')
  return found
}
