import type { DiffRow } from '#shared/diff-models.ts'
import {
  instantOf,
  NOTHING_CHANGED,
  sayUnchanged,
  sectionsToCopy,
  type ComparedEvent,
  type Comparison
} from './comparison.ts'
import { visible } from './plain-text.ts'
import { jsonLine } from './say-value.ts'
import { HIDDEN, isSecretPlace } from './secret-names.ts'
import { isQuiet, labelWithin, nothingWord, type SectionTitle } from './sections.ts'

const MOST_CHARS = 300

/**
 * A comparison as Markdown for a ticket. All that comes from payloads stands in code spans: nothing in there is a
 * link, a mention, markup or a table. Lists rather than tables, because a pipe within a cell cannot be written so that
 * every tracker shows it as it is.
 */
export function comparisonAsMarkdown(comparison: Comparison): string {
  const { who, from, to, callOuts, rows, unchanged, warnings } = comparison
  const blocks = [
    `### What changed: ${inlineCode(who)}`,
    `From: ${writeEvent(from)}`,
    `To: ${writeEvent(to)}`
  ]
  if (callOuts.length > 0) {
    blocks.push(list(callOuts.map(({ title, detail }) => `⚠️ **${title}**: ${inlineCode(detail)}`)))
  }
  if (rows.length === 0) blocks.push(NOTHING_CHANGED)
  for (const section of sectionsToCopy(rows)) {
    const items = section.rows.map((row) => writeRow(row, section.title))
    blocks.push(`#### ${headings[section.title]}`, section.summary, list(items))
    if (section.more !== null) blocks.push(`… ${section.more}`)
  }
  blocks.push(sayUnchanged(unchanged))
  if (warnings.length > 0) blocks.push(list(warnings.map((warning) => `Beware: ${inlineCode(warning)}`)))
  return `${blocks.join('\n\n')}\n`
}

/** Words of ours, except for the one that is a name. */
const headings: Readonly<Record<SectionTitle, string>> = {
  raw_attributes: '`raw_attributes`',
  'Normalised fields': 'Normalised fields',
  Envelope: 'Envelope'
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')

const writeEvent = (event: ComparedEvent): string =>
  [instantOf(event), ...(event.type === null ? [] : [inlineCode(event.type)]), inlineCode(event.id)].join(
    ' · '
  )

function writeRow(row: DiffRow, title: string): string {
  const { kind, note, label, pointer, from } = row
  const path = inlineCode(labelWithin(title, label) || 'the whole payload')
  const word = isQuiet(row) ? kind : `**${kind}**`
  if (isSecretPlace(pointer)) return `${word} ${path} ${HIDDEN}`
  if (from) return `${word} ${path}, before at ${inlineCode(labelWithin(title, from.label))}`
  const isNothing = note === 'unassigned'
  const before = isNothing ? nothingWord(row.beforeText) : writeValue(row.beforeText)
  const after = isNothing ? nothingWord(row.afterText) : writeValue(row.afterText)
  if (kind === 'added') return `${word} ${path}: ${after}`
  if (kind === 'removed') return `${word} ${path}: ${before}`
  return `${word} ${path}: ${before} → ${after}`
}

const writeValue = (json: string | null): string =>
  json === null ? nothingWord(null) : inlineCode(jsonLine(json, MOST_CHARS))

/** A code span that holds any text as it is, in a fence longer than any run of backticks in it (CommonMark §6.1). */
export function inlineCode(text: string): string {
  const line = visible(text)
  if (line.trim() === '') return line === '' ? '(empty)' : '(blank)'
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  // One space on each side is taken away again where both are there.
  const pad = /^[` ]|[` ]$/.test(line) ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}
