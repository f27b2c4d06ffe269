import { isDeliveryId } from './delivery-id.ts'

/** Links that lead from anywhere on the computer to one event or delivery: `webhook-inspector://event/<id>`. */
export const linkScheme = 'webhook-inspector'

const eventId = /^[^\p{C}\s]{1,500}$/u
const link = new RegExp(`^${linkScheme}://(event|delivery)/([\\w.~%!'()*-]{1,3000})/?$`, 'i')

export function linkTo(id: string): string {
  return `${linkScheme}://${isDeliveryId(id) ? 'delivery' : 'event'}/${encodeURIComponent(id)}`
}

/** The id that a link names; null for whatever is no link of this app's. Anyone may have written it. */
export function readLink(text: string): string | null {
  const [, kind, escaped] = link.exec(text) ?? []
  if (kind === undefined || escaped === undefined) return null
  const id = readEscaped(escaped)
  if (id === null || isDeliveryId(id) !== (kind.toLowerCase() === 'delivery')) return null
  return eventId.test(id) ? id : null
}

function readEscaped(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
