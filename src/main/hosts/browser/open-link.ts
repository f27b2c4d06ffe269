import { spawn } from 'node:child_process'

/** Shows a link in the default browser, where there is one. Nothing depends on it, so it cannot fail. */
export function openLink(url: string): void {
  const opener = findOpener()
  if (opener === null) return
  const [command, ...args] = opener
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' })
  child.once('error', () => {
    // No such program: the link is printed as well.
  })
  child.unref()
}

function findOpener(): readonly [string, ...string[]] | null {
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  // Without a display xdg-open would start a text browser that nobody sees.
  return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null
}
