import { inlineCode } from '#shared/changes/as-markdown.ts'
import { visible } from '#shared/changes/plain-text.ts'
import type { Mapping } from '#shared/mapping-models.ts'
import { providerNames } from '#shared/provider-names.ts'
import type { EventDetail } from '#shared/models.ts'
import { nameOfEvent } from '../event/event-words.ts'
import { certaintyOf, countOf, exactDayOf, furtherOf, partOf, parts, shownPath } from './mapping-words.ts'

type Named = Pick<EventDetail, 'id' | 'type' | 'label' | 'entityId'>

/** The whole mapping as Markdown, for a ticket. */
export function mappingAsMarkdown(event: Named, mapping: Mapping): string {
  const rows = mapping.fields.map((field) => [
    field.source ? `${inCode(shownPath(field.source.label))} ${inCode(field.source.text)}` : '–',
    `${field.agreement}. ${inText(field.ruleText)} ${inText(certaintyOf(field, exactDayOf))}`,
    `${inCode(field.field)} ${inCode(field.text)}`
  ])
  const unmapped = mapping.unmapped.map(({ label, text, reason }) => [
    inCode(shownPath(label)),
    inCode(text),
    inText(reason)
  ])
  return [
    `### Attribute mapping of ${inText(nameOfEvent(event))}`,
    `${inCode(event.type)} · ${inCode(event.id)}${providerOf(mapping)}`,
    `${summaryOf(mapping)}.`,
    ...(rows.length > 0 ? [table(['Raw attribute', 'How it came about', 'Field'], rows)] : []),
    ...restOf(mapping, 'fields'),
    ...(unmapped.length > 0
      ? ['#### Raw attributes that reached no field', table(['Raw attribute', 'Value', 'Why'], unmapped)]
      : []),
    ...restOf(mapping, 'unmapped')
  ].join('\n\n')
}

/** The same as plain text, one attribute a line. */
export function mappingAsText(event: Named, mapping: Mapping): string {
  const fields = mapping.fields.map((field) => {
    const from = field.source ? ` ← ${shownPath(field.source.label)} = ${field.source.text}` : ''
    return `${field.field} = ${field.text}${from} (${field.agreement}; ${certaintyOf(field, exactDayOf)})`
  })
  const unmapped = mapping.unmapped.map(
    ({ label, text, reason }) => `${shownPath(label)} = ${text} (${reason})`
  )
  return [
    `Attribute mapping of ${nameOfEvent(event)}`,
    `${event.type} ${event.id}${providerOf(mapping)}`,
    `${summaryOf(mapping)}.`,
    ...(fields.length > 0 ? ['', ...fields] : []),
    ...restOf(mapping, 'fields'),
    ...(unmapped.length > 0 ? ['', 'Raw attributes that reached no field:', ...unmapped] : []),
    ...restOf(mapping, 'unmapped')
  ]
    .map(visible)
    .join('\n')
}

const restOf = ({ more }: Mapping, of: 'fields' | 'unmapped'): string[] =>
  more[of] > 0 ? [furtherOf(more[of], of === 'fields' ? 'field' : 'raw attribute', more.isCut)] : []

/** How many rows there are of what. */
export function countParts({ fields, unmapped, more }: Mapping): ReadonlyMap<(typeof parts)[number], number> {
  const counts = new Map<(typeof parts)[number], number>([['unmapped', unmapped.length + more.unmapped]])
  for (const field of fields) counts.set(partOf(field), (counts.get(partOf(field)) ?? 0) + 1)
  return counts
}

function summaryOf(mapping: Mapping): string {
  const counts = countParts(mapping)
  return parts
    .filter((part) => counts.get(part))
    .map((part) => countOf(part, counts.get(part) ?? 0))
    .join(', ')
}

function providerOf({ provider: { chosen, guess } }: Mapping): string {
  const name = chosen ?? guess
  return name === null ? '' : ` · ${providerNames[name]}${chosen === null ? ' (guessed)' : ''}`
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A pipe would end the cell even within code. */
const inCode = (text: string): string => inlineCode(text).replaceAll('|', '\\|')

/** Foreign text must neither be a link nor a tag. */
const inText = (text: string): string => visible(text).replaceAll(/[\\`*_[\]<>#&~|]/g, '\\$&')
