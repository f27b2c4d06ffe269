import { describeQuery } from '#shared/query/describe-query.ts'
import { parseQuery } from '#shared/query/parse-query.ts'
import { targetOf } from '#shared/query/query.ts'

export type FilterRead =
  { readonly ok: true; readonly sentence: string } | { readonly ok: false; readonly mistake: string }

/** Reads a filter of events to hand on, and refuses what the core would refuse or what could never be found. */
export function readForwardFilter(text: string, now = Date.now()): FilterRead {
  const read = parseQuery(text, now)
  if (!read.ok) return { ok: false, mistake: read.error.message }
  const inBody = read.query.terms.find(({ kind }) => kind === 'text' || kind === 'key')
  if (inBody) {
    const written = text.slice(inBody.at, inBody.at + inBody.length)
    return {
      ok: false,
      mistake: `Forwarding does not search in bodies, so leave out ${written}. Filter by type:, action:, org: or entity: instead.`
    }
  }
  if (targetOf(read.query) !== 'events') {
    return { ok: false, mistake: 'This asks for deliveries, and only verified events are handed on.' }
  }
  return { ok: true, sentence: describeQuery(read.query) }
}
