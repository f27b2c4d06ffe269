import { useClient } from '../../client/client-context.tsx'
import { useRead, type Read } from '../../state/use-read.ts'
import { categoryName } from '../samples/category-name.ts'

export interface TypeGroup {
  readonly value: string
  readonly items: readonly string[]
  /** What each type is, by its name. */
  readonly descriptions: ReadonlyMap<string, string>
}

/** The types of the catalogue by their category. */
export function useTypeGroups(): Read<readonly TypeGroup[]> {
  const client = useClient()
  return useRead('type groups', async () => {
    const { rows } = await client.call('samples.types', {})
    return [...Map.groupBy(rows, ({ category }) => category)].map(([category, types]) => ({
      value: categoryName(category),
      items: types.map(({ type }) => type),
      descriptions: new Map(types.map(({ type, description }) => [type, description]))
    }))
  })
}
