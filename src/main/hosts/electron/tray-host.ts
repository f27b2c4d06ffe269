import { execFile } from 'node:child_process'
import type { Ability } from '#shared/app-models.ts'

const yes: Ability = { available: true, note: null }
const no: Ability = {
  available: false,
  note:
    'This desktop shows no tray, so closing the window ends the app. On GNOME, the extension ' +
    '“AppIndicator and KStatusNotifierItem Support” adds one.'
}

const watcher = 'org.kde.StatusNotifierWatcher'
const path = '/StatusNotifierWatcher'
const property = 'IsStatusNotifierHostRegistered'
const get = 'org.freedesktop.DBus.Properties.Get'

/** The same question in the words of three programs, of which each desktop has at least one. */
const questions: Readonly<Record<string, string>> = {
  gdbus: `call --session --dest ${watcher} --object-path ${path} --method ${get} ${watcher} ${property}`,
  'dbus-send': `--session --print-reply --dest=${watcher} ${path} ${get} string:${watcher} string:${property}`,
  busctl: `--user get-property ${watcher} ${path} ${watcher} ${property}`
}

/**
 * Whether an icon in the tray would be seen. macOS and Windows always have a tray. On Linux Chromium asks the session
 * bus whether somebody shows status notifiers, and tells nobody the answer, so the same is asked here. No answer is a no:
 * an app that hides in a tray that nobody shows would be lost.
 */
export async function findTray(platform: NodeJS.Platform): Promise<Ability> {
  if (platform === 'darwin' || platform === 'win32') return yes
  for (const [program, words] of Object.entries(questions)) {
    const answer = await run(program, words.split(' '))
    if (answer !== null) return /\btrue\b/.test(answer) ? yes : no
  }
  return no
}

/** What the program printed, nothing where it failed; null where there is no such program. */
function run(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 2_000 }, (error, printed) => {
      if (error && error.code === 'ENOENT') resolve(null)
      else resolve(error ? '' : printed)
    })
  })
}
