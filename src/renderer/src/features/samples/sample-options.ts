import type { SampleType } from '#shared/app-models.ts'
import { shortType } from '#shared/short-type.ts'
import { categoryName } from './category-name.ts'
import type { Sample } from './use-send.ts'

export interface Option extends Sample {
  readonly value: string
  readonly label: string
  readonly description: string
  readonly status: string
}

export interface OptionGroup {
  readonly value: string
  readonly items: readonly Option[]
}

/** Every type of the catalogue and its variants, by category. */
export function groupOptions(types: readonly SampleType[]): OptionGroup[] {
  const groups = new Map<string, Option[]>()
  for (const { type, category, description, status, variants } of types) {
    const options = groups.get(category) ?? []
    groups.set(category, options)
    for (const variant of [null, ...variants]) {
      options.push({
        type,
        variant,
        description,
        status,
        value: variant === null ? type : `${type} ${variant}`,
        label: variant === null ? shortType(type) : `${shortType(type)} · ${variant}`
      })
    }
  }
  return [...groups].map(([category, items]) => ({ value: categoryName(category), items }))
}
