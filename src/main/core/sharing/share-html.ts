import type { DiffRow } from '#shared/diff-models.ts'
import { parseJsonText, toJsonText } from '#shared/json-text.ts'
import { escapeHtml } from '../escape-html.ts'
import { describeEvent } from '../events/describe-event.ts'
import type { RedactedDelivery } from './redact-delivery.ts'

/** Longer payloads are cut: the file is for reading, the NDJSON has them whole. */
const LONGEST_SHOWN = 200_000
const MOST_ROWS = 500

/** The beginning of a file with nothing to load and no script: it opens anywhere, and what a payload holds stays text. */
export const writeStart = (about: {
  readonly at: number
  readonly replaced: string
  readonly secret: string
}): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Shared events</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Shared events</h1>
<p>Shared from Webhook Inspector on ${new Date(about.at).toISOString()}. ${escapeHtml(about.replaced)}</p>
<p>Each payload was signed again after that, with a secret made for this file alone: <code>${escapeHtml(about.secret)}</code></p>
<main>
`

export const writeEnd = (): string => '</main>\n</body>\n</html>\n'

/** What changed in an event; a text says why that cannot be told. */
export type Changes = { readonly rows: readonly DiffRow[] } | string | null

/** One event, closed on the screen and open in print. */
export function writeEvent({ line, body }: RedactedDelivery, changes: Changes): string {
  const { type, label, organizationName, id } = describeEvent(Buffer.from(body))
  const at = new Date(line.receivedAt).toISOString()
  return `<details>
<summary><time datetime="${at}">${at}</time> <b>${escapeHtml(type ?? 'No type')}</b> <span>${escapeHtml(label ?? id ?? '')}</span> <em>${line.verdict}</em></summary>
<p>${escapeHtml([id, organizationName, line.webhookId].filter(Boolean).join(' · '))}</p>
${writeChanges(changes)}<h2>Payload</h2>
<pre>${escapeHtml(pretty(body))}</pre>
<h2>Request</h2>
<pre>${escapeHtml(`${line.method} ${line.target} HTTP/${line.httpVersion}\n${line.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}`)}</pre>
</details>
`
}

function writeChanges(changes: Changes): string {
  if (changes === null) return ''
  if (typeof changes === 'string') return `<h2>Changes</h2>\n<p>${escapeHtml(changes)}</p>\n`
  const { rows } = changes
  if (rows.length === 0) return '<h2>Changes</h2>\n<p>None since the event before.</p>\n'
  const left = rows.length - MOST_ROWS
  return `<h2>Changes</h2>
<table>
<thead><tr><th>What<th>Where<th>Before<th>After</tr></thead>
<tbody>
${rows.slice(0, MOST_ROWS).map(writeRow).join('\n')}
</tbody>
</table>
${left > 0 ? `<p>And ${left} more.</p>\n` : ''}`
}

const writeRow = ({ kind, note, from, label, beforeText, afterText }: DiffRow): string =>
  `<tr class="${kind}"><td>${escapeHtml(note?.replaceAll('_', ' ') ?? kind)}<td>${escapeHtml(from ? `${from.label} → ${label}` : label)}<td><pre>${escapeHtml(cut(beforeText ?? ''))}</pre><td><pre>${escapeHtml(cut(afterText ?? ''))}</pre></tr>`

const pretty = (body: string): string => {
  try {
    return cut(toJsonText(parseJsonText(body)))
  } catch {
    return cut(body)
  }
}
const cut = (text: string): string =>
  text.length > LONGEST_SHOWN
    ? `${text.slice(0, LONGEST_SHOWN).toWellFormed()}\n… ${text.length - LONGEST_SHOWN} more characters`
    : text

const STYLE = `
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
details { border-bottom: 1px solid #8884; content-visibility: auto; contain-intrinsic-size: auto 2.2rem }
summary { padding: .35rem 0; cursor: pointer; overflow-wrap: anywhere }
time, em { color: #777; font-style: normal; font-size: .85em }
h2 { font-size: 1rem; margin: .8rem 0 .2rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .2rem .5rem .2rem 0; border-bottom: 1px solid #8884; overflow-wrap: anywhere }
th:first-child { width: 7rem }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace }
details > pre { padding: .6rem; background: #8882 }
tr.added td:last-child, tr.changed td:last-child { background: #2a9d4a22 }
tr.removed td:nth-child(3), tr.changed td:nth-child(3) { background: #d332 }
@media print {
  details { content-visibility: visible }
  details::details-content { display: block; content-visibility: visible }
}
`
