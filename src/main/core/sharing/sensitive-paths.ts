interface Entry {
  readonly type: string
  readonly sensitive_paths?: readonly string[]
}

/** Paths that hold personal data or secrets, by type. A map, so that it can cross to another thread. */
export type SensitivePaths = ReadonlyMap<string, readonly string[]>

/** What the catalogue says about it. */
export async function readSensitivePaths(): Promise<SensitivePaths> {
  const { default: entries } = await import('../../../../resources/scalekit-events.json', {
    with: { type: 'json' }
  })
  return new Map(
    (entries as readonly Entry[]).map(({ type, sensitive_paths = [] }) => [type, sensitive_paths])
  )
}
