import type { ShapeChange } from '#shared/mapping-models.ts'
import { plural } from '../../lib/format-count.ts'
import { shownPath } from './mapping-words.ts'

export const kindWords: Readonly<Record<ShapeChange['kind'], string>> = {
  appeared: 'appeared',
  vanished: 'gone',
  retyped: 'type changed'
}

const shownCount = 3

/** What an event was the first to show, a sentence for each kind of change. */
export function firstsOf(changes: readonly ShapeChange[]): string[] {
  const pathsOf = (kind: ShapeChange['kind']) =>
    changes.filter((change) => change.kind === kind).map(shownShapePath)
  const [appeared, vanished] = [pathsOf('appeared'), pathsOf('vanished')]
  return [
    ...(appeared.length > 0 ? [`First event with ${inSeries(appeared)}.`] : []),
    ...(vanished.length > 0 ? [`First event without ${inSeries(vanished)}.`] : []),
    ...changes.filter(({ kind }) => kind === 'retyped').map(retypedOf)
  ]
}

const retypedOf = (change: ShapeChange): string =>
  `First event in which ${shownShapePath(change)} is ${change.after ?? 'of another type'} instead of ${change.before ?? 'what it was'}.`

/** So many of one event are not all known to the page. */
const countedUpTo = 50

const words = new Intl.ListFormat('en-GB')

function inSeries(paths: readonly string[]): string {
  const more = paths.length - shownCount
  const rest = paths.length > countedUpTo ? 'many more' : `${more} more`
  return words.format([...paths.slice(0, shownCount), ...(more > 0 ? [rest] : [])])
}

/** Of raw attributes, the part below them; of fields, all of it. */
export const shownShapePath = ({
  path,
  organizationId
}: Pick<ShapeChange, 'path' | 'organizationId'>): string => (organizationId === null ? path : shownPath(path))

/** Some changes in one line each, for a toast. */
export function titleOf(changes: readonly Pick<ShapeChange, 'kind'>[]): string {
  const [only] = changes
  if (changes.length !== 1 || only === undefined) {
    return `${plural(changes.length, 'field')} changed in what arrives`
  }
  if (only.kind === 'appeared') return 'A new field arrives'
  return only.kind === 'vanished' ? 'A field no longer arrives' : 'A field changed its type'
}
