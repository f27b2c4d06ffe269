import type { Shell } from 'electron'

/**
 * Shows a link in the system's browser. Only https: other schemes start programs, and the link may come from a
 * payload. One that carries a user name is refused as well, because it is made to be misread.
 */
export function openExternal(shell: Pick<Shell, 'openExternal'>, url: string): void {
  const parsed = URL.parse(url)
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return
  // Refused where the system has no browser: there is nothing to do about it here.
  void shell.openExternal(parsed.href).catch(() => undefined)
}
