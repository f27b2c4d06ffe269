import type { HandlerCheck, ProbeResult } from '#shared/check-models.ts'
import { escapeHtml as escape } from '../escape-html.ts'
import { ABOUT_DATA, countOutcomes, OUTCOMES, transcribe } from './report-text.ts'

/** One file with nothing to load and no script, so that it can be opened anywhere and shows what a handler sent as text. */
export function writeHtml(check: HandlerCheck): string {
  const { target, startedAt, state, results } = check
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Handler check of ${escape(target)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Handler check of <code>${escape(target)}</code></h1>
<p>${new Date(startedAt).toISOString()}: ${countOutcomes(results)}.${state === 'stopped' ? ' It was stopped before its end.' : ''}</p>
<p>${escape(ABOUT_DATA)}</p>
<table>
<thead><tr><th>Probe<th>Outcome<th>Finding</tr></thead>
<tbody>
${results.map(writeRow).join('\n')}
</tbody>
</table>
${results.map(writeResult).join('\n')}
</body>
</html>
`
}

const writeRow = ({ probe, outcome, finding }: ProbeResult): string =>
  `<tr class="${outcome}"><td><a href="#${probe.id}">${escape(probe.name)}</a><td>${OUTCOMES[outcome]}<td>${escape(finding ?? '')}</tr>`

function writeResult({ probe, outcome, finding, consequence, fixes, exchanges }: ProbeResult): string {
  return [
    `<section id="${probe.id}" class="${outcome}"><h2>${escape(probe.name)}: ${OUTCOMES[outcome]}</h2>`,
    `<p>${escape(probe.why)}</p>`,
    ...(finding === null ? [] : [`<p><b>Seen:</b> ${escape(finding)}</p>`]),
    ...(consequence === null ? [] : [`<p><b>What Scalekit does then:</b> ${escape(consequence)}</p>`]),
    ...fixes.map(
      ({ framework, text, code }) =>
        `<details><summary>How to mend it: ${escape(framework)}</summary><p>${escape(text)}</p>${code === null ? '' : `<pre>${escape(code)}</pre>`}</details>`
    ),
    ...exchanges.map((exchange) => {
      const { sent, received } = transcribe(exchange)
      return `<details><summary>Request: ${escape(exchange.what)}</summary><pre>${escape(sent)}</pre><pre>${escape(received)}</pre></details>`
    }),
    '</section>'
  ].join('\n')
}

const STYLE = `
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #8884 }
section { border-left: 4px solid #888; padding-left: 1rem; margin: 2rem 0 }
section.pass { border-color: #2a9d4a } section.warn { border-color: #c98a00 } section.fail { border-color: #d33 }
pre { overflow: auto; padding: .6rem; background: #8882; white-space: pre-wrap; overflow-wrap: anywhere }
`
