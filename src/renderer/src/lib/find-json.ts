import { foldText } from '#shared/query/fold-text.ts'
import { noHits, type Hits } from './find-in-text.ts'
import { childCount, nameOf, plainTextOf, type FlatJson } from './flat-json.ts'

/** Values whose name or text holds what is looked for, in any case and with or without marks, in order. */
export function findInJson(json: FlatJson, wanted: string): Hits {
  const needle = foldText(wanted)
  if (needle === '') return noHits
  const hits: number[] = []
  for (let index = 0; index < json.count; index++) {
    const name = nameOf(json, index)
    const isNamed = typeof name === 'string' && foldText(name).includes(needle)
    if (isNamed || (childCount(json, index) === 0 && foldText(plainTextOf(json, index)).includes(needle))) {
      hits.push(index)
    }
  }
  return { starts: Int32Array.from(hits) }
}
