import { posix, win32 } from 'node:path'

/** Where the system's programs keep what belongs to a user. */
export function defaultDataDir(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string
): string {
  const name = 'webhook-inspector'
  if (platform === 'win32')
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), name)
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', name)
  const dataHome = env['XDG_DATA_HOME'] ?? ''
  // The XDG specification has a relative path ignored.
  return posix.join(posix.isAbsolute(dataHome) ? dataHome : posix.join(home, '.local', 'share'), name)
}
