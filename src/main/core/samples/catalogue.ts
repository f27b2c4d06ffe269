/** One documented type with made-up examples that follow the documented shape. */
export interface CatalogueEntry {
  readonly type: string
  readonly category: string
  readonly description: string
  readonly status: string
  readonly example: Readonly<Record<string, unknown>>
  readonly variants?: readonly {
    readonly name: string
    readonly example: Readonly<Record<string, unknown>>
  }[]
}

/** Every type that Scalekit sends or has sent, read when first needed. */
export async function readCatalogue(): Promise<readonly CatalogueEntry[]> {
  const { default: entries } = await import('../../../../resources/scalekit-events.json', {
    with: { type: 'json' }
  })
  return entries
}
