import { AppError } from '#shared/errors.ts'

/** Names from the top, in lower case: SCIM's attribute names are the same whatever their case. */
export type MarkedPath = readonly string[]

const STEP = /\.?([\p{L}_$][\p{L}\p{N}_$-]*)|\[("(?:[^"\\]|\\.)*")\]|\[[^\]"]*\]/uy

/**
 * Reads a path as the page writes it: `data.raw_attributes.emails[work].value`. What names a member of a list is
 * left out, so that the path means each of them. Throws `invalid_input`.
 */
export function readMarkedPath(label: string): MarkedPath {
  const names: string[] = []
  const step = new RegExp(STEP)
  while (step.lastIndex < label.length) {
    const [whole, name, quoted] = step.exec(label) ?? []
    if (whole === undefined) throw unreadable(label)
    if (quoted !== undefined) names.push(readQuoted(quoted, label).toLowerCase())
    else if (name !== undefined) names.push(name.toLowerCase())
  }
  if (names.length === 0) throw unreadable(label)
  return names
}

function readQuoted(quoted: string, label: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    throw unreadable(label)
  }
}

const unreadable = (label: string): AppError =>
  new AppError(
    'invalid_input',
    `${JSON.stringify(label.slice(0, 100))} is no path to a value. Write it as in data.raw_attributes.title.`
  )

/** Paths that a walk from the top is on, with how far it has come on each. */
export interface OnPaths<Mark> {
  readonly ways: readonly { readonly names: MarkedPath; readonly mark: Mark; readonly reached: number }[]
  /** Those that have been walked to their end. */
  readonly marks: readonly Mark[]
}

export const startOn = <Mark>(
  paths: readonly { readonly names: MarkedPath; readonly mark: Mark }[]
): OnPaths<Mark> => ({ ways: paths.map((path) => ({ ...path, reached: 0 })), marks: [] })

/** One name further. A member of a list is no step. */
export function stepOn<Mark>(on: OnPaths<Mark>, name: string): OnPaths<Mark> {
  if (on.ways.length === 0) return on
  const key = name.toLowerCase()
  const ways = on.ways.flatMap((way) =>
    way.names[way.reached] === key ? [{ ...way, reached: way.reached + 1 }] : []
  )
  const done = ways.filter((way) => way.reached === way.names.length)
  return {
    ways: ways.filter((way) => way.reached < way.names.length),
    marks: done.length === 0 ? on.marks : [...on.marks, ...done.map((way) => way.mark)]
  }
}
