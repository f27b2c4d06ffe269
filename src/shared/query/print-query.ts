import { assertNever } from '#shared/errors.ts'
import { POSSESSIONS, type Condition, type Filter } from './query.ts'
import { printStatus } from './status-value.ts'

/** The text that `parseQuery` reads as these terms. */
export const printQuery = (filter: Filter): string => filter.terms.map(printTerm).join(' ')

/** One condition, as it is written in a filter. */
export const printTerm = (term: Condition): string => `${term.negated ? '-' : ''}${printContent(term)}`

function printContent(term: Condition): string {
  switch (term.kind) {
    case 'text':
      // A colon could make a token of it, a dash a negation.
      return /^[^\s":-][^\s":]*$/.test(term.text) ? term.text : quote(term.text)
    case 'type':
      return `type:${/[*.]/.test(term.pattern) ? printValue(term.pattern) : quote(term.pattern)}`
    case 'action':
      return `action:${term.action}`
    case 'org':
    case 'endpoint':
      return `${term.kind}:${printValue(term.needle)}`
    case 'entity':
    case 'id':
      return `${term.kind}:${printValue(term.id)}`
    case 'provider':
      return `provider:${term.provider}`
    case 'is':
      return `is:${term.flag}`
    case 'status':
      return `status:${printStatus(term.status)}`
    case 'before':
    case 'after':
      return `${term.kind}:${term.written}`
    case 'has':
      return `has:${term.what}`
    case 'key': {
      const isTaken = POSSESSIONS.some((known) => known === term.name.toLowerCase())
      return `has:${isTaken ? quote(term.name) : printValue(term.name)}`
    }
    default:
      return assertNever(term)
  }
}

const printValue = (value: string): string => (/^[^\s"]+$/.test(value) ? value : quote(value))

const quote = (value: string): string => `"${value.replaceAll(/["\\]/g, '\\$&')}"`
