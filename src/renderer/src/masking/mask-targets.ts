import { MASK } from '#shared/redaction/masker.ts'

/**
 * Takes out of the request lines of deliveries what may be in them: every value of the query, and what `maskText` finds
 * in the path. The targets of attempts are the user's own, and are sent back as they are.
 */
export function maskTargets(value: unknown, maskText: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => maskTargets(item, maskText))
  if (typeof value !== 'object' || value === null) return value
  const isDelivery = 'method' in value && 'verdict' in value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      isDelivery && name === 'target' && typeof inner === 'string'
        ? maskTarget(inner, maskText)
        : maskTargets(inner, maskText)
    ])
  )
}

function maskTarget(target: string, maskText: (text: string) => string): string {
  const [path = '', ...query] = target.split('?')
  const shown = maskText(readable(path)) === readable(path) ? path : MASK
  if (query.length === 0) return shown
  return `${shown}?${query.join('?').replaceAll(/=[^&#]*/g, `=${MASK}`)}`
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
