import type { HandlerCheck } from '#shared/check-models.ts'
import { writeHtml } from './report-html.ts'
import { writeMarkdown } from './report-markdown.ts'

export type ReportFormat = 'markdown' | 'json' | 'html'

const EXTENSIONS: Readonly<Record<ReportFormat, string>> = { markdown: 'md', json: 'json', html: 'html' }

/** A check that has ended as a document to hand on. It holds no secret and no whole signature. */
export function writeReport(check: HandlerCheck, format: ReportFormat): { text: string; fileName: string } {
  const shown = forReport(check)
  const text = {
    markdown: () => writeMarkdown(shown),
    html: () => writeHtml(shown),
    json: () => `${JSON.stringify(shown, null, 2)}\n`
  }[format]()
  const host = new URL(check.target).host.replaceAll(/[^\w.-]/g, '-')
  const time = new Date(check.startedAt).toISOString().slice(0, 16).replaceAll(/[:-]/g, '').replace('T', '-')
  return { text, fileName: `handler-check-${host}-${time}.${EXTENSIONS[format]}` }
}

/** What may leave this machine: no token in an address, and no cookie that the handler has set. */
function forReport(check: HandlerCheck): HandlerCheck {
  const hide = (text: string) => text.replaceAll(new URL(check.target).search || '\0', '?…')
  return {
    ...check,
    target: hide(check.target),
    results: check.results.map((result) => ({
      ...result,
      finding: result.finding && hide(result.finding),
      exchanges: result.exchanges.map((exchange) => ({
        ...exchange,
        error: exchange.error && hide(exchange.error),
        responseHeaders: exchange.responseHeaders.map(([name, value]) => [
          name,
          name.toLowerCase() === 'set-cookie' ? value.replace(/=.*/s, '=…') : hide(value)
        ])
      }))
    }))
  }
}
