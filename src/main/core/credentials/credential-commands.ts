import type { Call } from '../commands.ts'
import type { SettingsStore } from '../settings.ts'
import type { Secrets } from '../signatures/secrets.ts'
import { requestToken, type Connect } from './request-token.ts'

export interface CredentialCommands {
  readonly test: Call<'credentials.test'>
}

/** The optional API credentials: whether Scalekit gives a token for them. Nothing is done with the token. */
export function createCredentialCommands(parts: {
  settings: Pick<SettingsStore, 'get'>
  secrets: Pick<Secrets, 'scalekitClientSecret'>
  connect?: Connect
}): CredentialCommands {
  return {
    async test() {
      const { scalekitEnvironmentUrl: environmentUrl, scalekitClientId: clientId } = parts.settings.get()
      const clientSecret = parts.secrets.scalekitClientSecret()
      if (environmentUrl === null || clientId === null || clientSecret === null) {
        const missing = [
          ...(environmentUrl === null ? ['the environment URL'] : []),
          ...(clientId === null ? ['the client id'] : []),
          ...(clientSecret === null ? ['the client secret'] : [])
        ]
        return {
          ok: false,
          message: `Not everything is set: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
          action: `Copy ${missing.length > 1 ? 'them' : 'it'} from the Scalekit dashboard, API credentials.`
        }
      }
      return requestToken({ environmentUrl, clientId, clientSecret }, parts.connect)
    }
  }
}
