import { AppError } from '#shared/errors.ts'

/**
 * Paths are compared as RFC 3986 says that they are equal: an escape of a letter, a digit or one of `-._~` is
 * that character, every other escape stays one, with capital hex digits. So `/a%2Fb` is never `/a/b`, whatever
 * the sender escapes. Case counts, a doubled slash stays two, and dots are not resolved.
 */
export function canonicalPath(path: string): string {
  if (!NOT_CANONICAL.test(path)) return path
  return path.replace(ESCAPE_OR_ODD, (piece) => {
    const code = piece.length > 1 ? Number.parseInt(piece.slice(1), 16) : piece.charCodeAt(0)
    const character = String.fromCharCode(code)
    return UNRESERVED.test(character) ? character : `%${code.toString(16).toUpperCase().padStart(2, '0')}`
  })
}

const NOT_CANONICAL = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/
const ESCAPE_OR_ODD = /%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/g
const UNRESERVED = /[A-Za-z0-9\-._~]/

/** The path of a request target as sent: without query and, in absolute form, without scheme and host. */
export function pathOfTarget(target: string): string {
  const from = target.startsWith('/') ? 0 : (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(target)?.[0].length ?? 0)
  const end = target.slice(from).search(/[?#]/)
  return target.slice(from, end < 0 ? undefined : from + end) || '/'
}

/** An endpoint's path as it is kept and compared. Throws `invalid_input` for one that no request could match. */
export function readEndpointPath(path: string): string {
  if (/[?#]/.test(path)) {
    throw new AppError('invalid_input', 'An endpoint is a path alone. Leave out ? and # and what follows.')
  }
  const trimmed = path.replace(/\/+$/, '')
  const segments = trimmed.split('/').slice(1)
  if (segments.some((segment) => segment === '')) {
    throw new AppError('invalid_input', 'There are two slashes in a row in this path. Take one out.')
  }
  const canonical = canonicalPath(trimmed)
  if (/\/\.{1,2}(?:\/|$)/.test(canonical)) {
    throw new AppError(
      'invalid_input',
      'Senders resolve . and .. before they send, so no request would have this path. Write it out.'
    )
  }
  return canonical || '/'
}

/** Finds what a request target belongs to: the longest path that is its beginning in whole segments. */
export function createRouter<T extends { readonly path: string }>(
  endpoints: readonly T[]
): (target: string) => T | null {
  const longestFirst = endpoints.toSorted((a, b) => b.path.length - a.path.length)
  return (target) => {
    const path = canonicalPath(pathOfTarget(target))
    return longestFirst.find((endpoint) => takes(endpoint.path, path)) ?? null
  }
}

const takes = (prefix: string, path: string): boolean =>
  prefix === '/' ||
  (path.startsWith(prefix) && (path.length === prefix.length || path.charAt(prefix.length) === '/'))
