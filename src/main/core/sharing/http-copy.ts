import { AppError } from '#shared/errors.ts'
import { oneLine } from './code-text.ts'
import type { CopiedEvent } from './copied-event.ts'

/** A request for the REST clients of editors. These cannot sign, so `signature` is that of now. */
export function writeHttp(
  event: CopiedEvent & { readonly text: string | null },
  signature: Readonly<Record<string, string>>
): string {
  const { id, type, method, target, headers, text } = event
  // A variable, a file, another request, a comment or trimmed blanks.
  const isChanged = text === null || text !== text.trim() || /\{\{|\r|^(?:[<>#]|\/\/)/m.test(text)
  if (isChanged || [target, ...headers.map(([, value]) => value)].some((one) => one.includes('{{'))) {
    throw new AppError(
      'invalid_input',
      'The REST clients of editors would change this event before they send it. Copy it as curl instead.'
    )
  }
  return `### ${oneLine(`${type} (${id})`)}
${method} ${target}
${[...headers, ...Object.entries(signature)].map(([name, value]) => `${name}: ${value}`).join('\n')}

${text}
`
}
