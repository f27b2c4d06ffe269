import { activityOf } from '#shared/changes/activity.ts'
import { isSecretName } from '#shared/changes/secret-names.ts'
import { labelWithin } from '#shared/changes/sections.ts'
import type { Attribute } from '#shared/entity-models.ts'

export type AttributeOrder = 'path' | 'change'

export type AttributePart = 'raw' | 'normalised' | 'gone'

/** A line of the list of attributes: the head of a part, or an attribute in it. */
export type AttributeLine =
  | { readonly kind: 'part'; readonly part: AttributePart; readonly count: number; readonly isOpen: boolean }
  | { readonly kind: 'attribute'; readonly attribute: Attribute; readonly path: string }

/** Passwords and the like: they are in the payload, and in no other view. */
export const isSecret = ({ label }: Pick<Attribute, 'label'>): boolean =>
  label.split(/[.[\]"]+/).some(isSecretName)

/** A path as it reads below the head of its part; what is gone may have been of either. */
function pathIn(part: AttributePart, label: string): string {
  const isOwn = part === 'raw' && /^data\.raw_attributes[.[]/.test(label)
  return labelWithin(isOwn ? 'raw_attributes' : 'Normalised fields', label)
}

/** An identity provider's own attributes also stand within a user's external identities. */
const isRaw = ({ label }: Attribute): boolean => /\braw_attributes(?:[.[]|$)/.test(label)

const folded = (text: string): string => text.toLowerCase()

/** Attributes by part, those that the filter finds in path or value; order within a part as asked. */
export function listAttributes(
  attributes: readonly Attribute[],
  filter: string,
  order: AttributeOrder,
  open: ReadonlySet<AttributePart>
): readonly AttributeLine[] {
  const needle = folded(filter.trim())
  const isFound = (each: Attribute) => {
    const value = isSecret(each) ? null : (each.text ?? each.before?.text)
    return folded(each.label).includes(needle) || (value != null && folded(value).includes(needle))
  }
  const found = needle === '' ? attributes : attributes.filter(isFound)
  const sorted = order === 'path' ? found : found.toSorted((a, b) => b.sinceAt - a.sinceAt)
  const parts: Readonly<Record<AttributePart, readonly Attribute[]>> = {
    raw: sorted.filter((each) => each.text !== null && isRaw(each)),
    normalised: sorted.filter((each) => each.text !== null && !isRaw(each)),
    gone: sorted.filter((each) => each.text === null)
  }
  return (['raw', 'normalised', 'gone'] as const).flatMap((part): readonly AttributeLine[] => {
    const { length: count } = parts[part]
    if (count === 0) return []
    // What is searched for must not stay hidden.
    const isOpen = open.has(part) || needle !== ''
    const lines = parts[part].map((attribute): AttributeLine => ({
      kind: 'attribute',
      attribute,
      path: pathIn(part, attribute.label)
    }))
    return [{ kind: 'part', part, count, isOpen }, ...(isOpen ? lines : [])]
  })
}

/** An attribute of the entity itself, as Scalekit or the directory has it. */
const own = /^data\.(?:raw_attributes\.)?([A-Za-z_]+)$/
/** What was cut is no JSON any more, and no word for yes or no either. */
const longestWord = 100

/** Whether an attribute says that the entity is not in use any more, in any spelling. */
export const isDeactivated = (attributes: readonly Attribute[]): boolean =>
  attributes.some(({ label, text }) => {
    const name = own.exec(label)?.[1]
    if (name === undefined || text === null || text.length > longestWord) return false
    return activityOf(name.toLowerCase(), text) === 'inactive'
  })

/** A JSON text for people: strings without their quotes; what would be invisible or taken for text is named. */
export function readValue(text: string): { readonly words: string; readonly isNamed: boolean } {
  if (text === '""') return { words: 'empty text', isNamed: true }
  if (text === '[]') return { words: 'empty list', isNamed: true }
  if (text === '{}') return { words: 'empty object', isNamed: true }
  if (!text.startsWith('"')) return { words: text, isNamed: text === 'null' }
  try {
    return { words: String(JSON.parse(text)), isNamed: false }
  } catch {
    return { words: text, isNamed: false } // It was cut, and its closing quote with it.
  }
}
