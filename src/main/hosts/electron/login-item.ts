import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { App } from 'electron'
import type { Ability } from '#shared/app-models.ts'
import { AppError } from '#shared/errors.ts'

/** Given to a start that the user did not ask for: it stays in the tray. */
export const hiddenFlag = '--hidden'

export interface LoginItem {
  readonly ability: Ability
  isOn(): boolean
  /** Throws an `AppError` that says why the system did not take it. */
  set(isOn: boolean): void
  /** Whether this start was one at login. */
  startedApp(argv: readonly string[]): boolean
}

export interface LoginItemParts {
  readonly app: Pick<App, 'isPackaged' | 'getName' | 'getLoginItemSettings' | 'setLoginItemSettings'>
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly program: string
}

/** The system's own list of what starts at login: it has the last word, since people change it there as well. */
export function createLoginItem(parts: LoginItemParts): LoginItem {
  const { app, platform } = parts
  const wasHidden = (argv: readonly string[]) => argv.includes(hiddenFlag)
  if (!app.isPackaged) {
    const note = 'Only an installed app can start at login. This one runs from its source.'
    return {
      ability: { available: false, note },
      isOn: () => false,
      set: () => undefined,
      startedApp: wasHidden
    }
  }
  const ability: Ability = { available: true, note: null }
  if (platform === 'linux') return { ability, ...createAutostartFile(parts), startedApp: wasHidden }

  // Windows tells entries apart by their arguments; macOS has none, and says itself that it started the app.
  const entry = platform === 'win32' ? { args: [hiddenFlag] } : {}
  const isOn = () => app.getLoginItemSettings(entry).openAtLogin
  return {
    ability,
    isOn,
    set(wanted) {
      app.setLoginItemSettings({ ...entry, openAtLogin: wanted })
      if (isOn() === wanted) return
      throw new AppError(
        'unavailable',
        platform === 'darwin'
          ? 'macOS did not take it. Allow the app in System Settings → General → Login Items, then try again.'
          : 'Windows did not take it. Look at Settings → Apps → Startup, then try again.'
      )
    },
    startedApp: (argv) =>
      wasHidden(argv) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  }
}

/** Electron does nothing for Linux; every desktop there reads this folder. */
function createAutostartFile({ app, env, home, program }: LoginItemParts): Pick<LoginItem, 'isOn' | 'set'> {
  const folder = env['XDG_CONFIG_HOME'] || join(home, '.config')
  const file = join(folder, 'autostart/webhook-inspector.desktop')
  // An AppImage runs from a mount that is another one each time.
  const entry = [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${app.getName()}`,
    `Exec=${quote(env['APPIMAGE'] || program)} ${hiddenFlag}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    ''
  ].join('\n')
  return {
    isOn: () =>
      existsSync(file) &&
      !/^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(readFileSync(file, 'utf8')),
    set(wanted) {
      try {
        if (!wanted) return rmSync(file, { force: true })
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, entry)
      } catch (cause) {
        throw new AppError('unavailable', `${file} cannot be changed. Check who may write there.`, { cause })
      }
    }
  }
}

/** As the Desktop Entry Specification wants it: the string's own escapes upon those of the quotes. */
function quote(path: string): string {
  const quoted = path
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return `"${quoted}"`
}
