import { parseJsonText, toJsonText } from '#shared/json-text.ts'
import { hereLimit } from './json-document.ts'

/** JSON as people lay it out; a large one as it is written, since the page would stand still over it. */
export const indentJson = (source: string): string =>
  source.length > hereLimit ? source : toJsonText(parseJsonText(source))
