/** What is wrong with the path of an endpoint as it was written; null where nothing is. */
export function pathMistake(written: string): string | null {
  const path = written.trim()
  if (!path.startsWith('/')) return 'A path starts with /.'
  if (/[?#]/.test(path)) return 'An endpoint is a path alone. Leave out ? and # and what follows.'
  if (!/^[!-~]*$/.test(path)) return 'Write spaces and letters beyond ASCII as senders do: %20 for a space.'
  return path.includes('//') ? 'There are two slashes in a row. Take one out.' : null
}
