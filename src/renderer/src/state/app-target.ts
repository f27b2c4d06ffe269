import type { Endpoint } from '#shared/endpoint-models.ts'
import type { Settings } from '#shared/settings-models.ts'

/** Where the developer's app is, as the core tells it too; null where nobody has said. */
export const appTargetOf = (
  endpoints: readonly Endpoint[] | null | undefined,
  settings: Settings | null | undefined
): string | null => endpoints?.[0]?.forwardTargets[0] ?? settings?.replayTarget ?? null
