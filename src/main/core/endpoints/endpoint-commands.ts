import type { Call } from '../commands.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Endpoints } from './endpoints.ts'

export interface EndpointCommands {
  readonly list: Call<'endpoints.list'>
  readonly add: Call<'endpoints.add'>
  readonly set: Call<'endpoints.set'>
  readonly remove: Call<'endpoints.remove'>
}

export function createEndpointCommands(parts: {
  endpoints: Endpoints
  secrets: Pick<Secrets, 'forgetEndpoint'>
  onSecretsChange(): void
}): EndpointCommands {
  const { endpoints } = parts
  return {
    list: async () => ({ rows: endpoints.list() }),
    add: (input) => endpoints.add(input),
    set: (input) => endpoints.set(input),
    async remove({ id }) {
      await endpoints.remove(id)
      parts.secrets.forgetEndpoint(id)
      parts.onSecretsChange()
      return { rows: endpoints.list() }
    }
  }
}
