import type { JsonNode } from '#shared/json-text.ts'
import { identityLabel, type Listed } from './identity.ts'

/** Where a value stands on both sides. Written out only for what is reported: most of a document is not. */
export interface Path {
  readonly parent: Path | null
  /** A member's name or the position in an array; `-`, as in RFC 6901, is the place after the last item. */
  readonly before: string | number
  readonly after: string | number
  /** The array that it is a member of; null for a member of an object. */
  readonly listed: Listed | null
}

export interface WrittenPath {
  readonly before: string
  readonly after: string
  readonly label: string
}

export function writePath(path: Path | null): WrittenPath {
  const steps: Path[] = []
  for (let at = path; at; at = at.parent) steps.push(at)
  let before = ''
  let after = ''
  let label = ''
  for (const step of steps.toReversed()) {
    before += pointerStep(step.before)
    after += pointerStep(step.after)
    if (step.listed) label += `[${identityLabel(step.listed, step.before, step.after)}]`
    else label += labelStep(String(step.after), label === '')
  }
  return { before, after, label }
}

/** A name as people write it in a path; in brackets where it would be misread. */
export const labelStep = (name: string, isFirst: boolean): string => {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `[${JSON.stringify(name)}]`
  return isFirst ? name : `.${name}`
}

export const pointerStep = (step: string | number): string =>
  `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** A change as the walk finds it, before its path is written. An absent side is null. */
export interface Finding {
  readonly path: Path | null
  readonly before: JsonNode | null
  readonly after: JsonNode | null
}
