import type { ParsedInput } from '#shared/contract.ts'
import { readEnvBlock } from '../pasted.ts'

/** What stands beside the client secret in a pasted `.env` file; null where nothing does. */
export function readScalekitNames(
  pasted: string
): { settings: ParsedInput<'settings.set'>; notes: string[] } | null {
  const block = readEnvBlock(pasted)
  const environmentUrl = block['SCALEKIT_ENVIRONMENT_URL'] ?? block['SCALEKIT_ENV_URL']
  const clientId = block['SCALEKIT_CLIENT_ID']
  if (!environmentUrl && !clientId) return null
  return {
    settings: {
      ...(environmentUrl && { scalekitEnvironmentUrl: environmentUrl }),
      ...(clientId && { scalekitClientId: clientId })
    },
    notes: [
      ...(environmentUrl ? ['The environment URL in it was taken too.'] : []),
      ...(clientId ? ['The client id in it was taken too.'] : [])
    ]
  }
}
