import { posix, win32 } from 'node:path'

/** Where ngrok's agent keeps its configuration, the newest place first, for the given system and user. */
export function ngrokConfigFiles(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string
): string[] {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix
  const inHome = (...parts: string[]) => join(home, ...parts, 'ngrok.yml')
  const old = inHome('.ngrok2')
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA']
    return [local ? join(local, 'ngrok', 'ngrok.yml') : inHome('AppData', 'Local', 'ngrok'), old]
  }
  if (platform === 'darwin') return [inHome('Library', 'Application Support', 'ngrok'), old]
  const config = env['XDG_CONFIG_HOME'] ?? ''
  return [
    ...new Set([
      ...(isAbsolute(config) ? [join(config, 'ngrok', 'ngrok.yml')] : []),
      inHome('.config', 'ngrok'),
      inHome('snap', 'ngrok', 'current', '.config', 'ngrok'),
      old
    ])
  ]
}
