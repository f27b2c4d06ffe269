/** The path that was meant: of a whole URL only its path counts, and a slash that was left out is added. */
export function readPath(written: string): string {
  const text = written.trim()
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text).pathname
  return text.replace(/^\/?/, '/')
}
