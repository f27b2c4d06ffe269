import { describeChange } from './describe-change.ts'
import {
  instantOf,
  NOTHING_CHANGED,
  sayUnchanged,
  sectionsToCopy,
  type ComparedEvent,
  type Comparison
} from './comparison.ts'
import { visible } from './plain-text.ts'

/** A comparison as plain text. Values are cut where they are long, and hidden where they are secret. */
export function comparisonAsText(comparison: Comparison): string {
  const { who, from, to, callOuts, rows, unchanged, warnings } = comparison
  const lines = [`What changed: ${visible(who)}`, `From: ${sayEvent(from)}`, `To:   ${sayEvent(to)}`, '']
  if (callOuts.length > 0) lines.push('Not to be overlooked', ...callOuts.map(({ text }) => `! ${text}`), '')
  if (rows.length === 0) lines.push(NOTHING_CHANGED, '')
  for (const section of sectionsToCopy(rows)) {
    lines.push(`${section.title}: ${section.summary}`)
    lines.push(...section.rows.map((row) => `- ${describeChange(row)}`))
    if (section.more !== null) lines.push(`… ${section.more}`)
    lines.push('')
  }
  lines.push(sayUnchanged(unchanged), ...warnings.map((warning) => `Beware: ${visible(warning)}`))
  return `${lines.join('\n')}\n`
}

const sayEvent = (event: ComparedEvent): string =>
  [instantOf(event), ...(event.type === null ? [] : [visible(event.type)]), visible(event.id)].join('  ')
