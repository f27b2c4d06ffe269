import { nearest } from './nearest.ts'
import { STATUS_OUTCOMES, type StatusRange, type StatusWanted } from './query.ts'

const LOWEST = 100
const HIGHEST = 999

/** Reads `2xx`, `200`, `200-299`, `>=500` or an outcome. Returns what is wrong with it, in words that follow the value. */
export function readStatus(value: string): StatusWanted | string {
  const word = value.toLowerCase()
  const outcome = STATUS_OUTCOMES.find((known) => known === word)
  if (outcome) return { outcome }

  const range = readRange(word)
  if (range === null) {
    const near = nearest(word, STATUS_OUTCOMES)
    return near
      ? `is not a status. Did you mean ${near}?`
      : `is not a status. Write 200, 2xx, 200-299 or >=500, or one of ${STATUS_OUTCOMES.join(', ')}.`
  }
  if (range.from > range.to || range.from < LOWEST || range.to > HIGHEST) {
    return `holds no status: they go from ${LOWEST} to ${HIGHEST}, the lower one first.`
  }
  return range
}

function readRange(word: string): StatusRange | null {
  const [, hundreds] = /^(\d)xx$/.exec(word) ?? []
  if (hundreds !== undefined) return { from: Number(hundreds) * 100, to: Number(hundreds) * 100 + 99 }

  const [, first, second] = /^(\d{3})(?:-(\d{3}))?$/.exec(word) ?? []
  if (first !== undefined) return { from: Number(first), to: Number(second ?? first) }

  const [, sign, limit] = /^([<>]=?)(\d{3})$/.exec(word) ?? []
  const status = Number(limit)
  switch (sign) {
    case '>=':
      return { from: status, to: HIGHEST }
    case '>':
      return { from: status + 1, to: HIGHEST }
    case '<=':
      return { from: LOWEST, to: status }
    case '<':
      return { from: LOWEST, to: status - 1 }
    default:
      return null
  }
}

/** The shortest spelling that `readStatus` takes. */
export function printStatus(status: StatusWanted): string {
  if ('outcome' in status) return status.outcome
  const { from, to } = status
  if (from === to) return String(from)
  if (from % 100 === 0 && to === from + 99) return `${from / 100}xx`
  if (to === HIGHEST) return `>=${from}`
  if (from === LOWEST) return `<=${to}`
  return `${from}-${to}`
}
