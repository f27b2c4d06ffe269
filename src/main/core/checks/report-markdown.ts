import type { HandlerCheck, ProbeResult } from '#shared/check-models.ts'
import { ABOUT_DATA, countOutcomes, OUTCOMES, transcribe } from './report-text.ts'

export function writeMarkdown(check: HandlerCheck): string {
  const { target, startedAt, state, results } = check
  return [
    `# Handler check of ${code(target)}`,
    '',
    `${new Date(startedAt).toISOString()}: ${countOutcomes(results)}.${state === 'stopped' ? ' It was stopped before its end.' : ''}`,
    '',
    ABOUT_DATA,
    '',
    '| Probe | Outcome | Finding |',
    '| --- | --- | --- |',
    ...results.map(
      ({ probe, outcome, finding }) =>
        `| ${cell(probe.name)} | ${OUTCOMES[outcome]} | ${cell(finding ?? '')} |`
    ),
    '',
    ...results.flatMap(writeResult)
  ].join('\n')
}

function writeResult({ probe, outcome, finding, consequence, fixes, exchanges }: ProbeResult): string[] {
  return [
    `## ${OUTCOMES[outcome]}: ${plain(probe.name)}`,
    '',
    plain(probe.why),
    '',
    ...(finding === null ? [] : [`**Seen:** ${plain(finding)}`, '']),
    ...(consequence === null ? [] : [`**What Scalekit does then:** ${plain(consequence)}`, '']),
    ...fixes.flatMap((fix) => [
      `### How to mend it: ${fix.framework}`,
      '',
      plain(fix.text),
      '',
      ...(fix.code === null ? [] : [fenced(fix.code), ''])
    ]),
    ...exchanges.flatMap((exchange, index) => {
      const { sent, received } = transcribe(exchange)
      return [`### Request ${index + 1}: ${plain(exchange.what)}`, '', fenced(sent), '', fenced(received), '']
    })
  ]
}

/** In a fence longer than any within, since what a handler answers may hold fences too. */
function fenced(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}\n${text}\n${fence}`
}

const code = (text: string): string => `\`${text.replaceAll('`', '')}\``

/** What a handler answered is quoted in findings and must not become markup. */
const plain = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>#|&]/g, String.raw`\$&`).replaceAll(/\s*\n\s*/g, ' ')
const cell = plain
