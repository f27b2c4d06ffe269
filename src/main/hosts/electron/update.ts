import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppUpdater } from 'electron-updater'
import type { Log } from '../../core/ports.ts'

/**
 * Updates are off unless a release was built with a feed (docs/SECURITY.md says how and why): only then does the
 * packaged app hold the file that names it. What is installed has to carry a signature that the system or the
 * updater checks, so a release that could not be checked is not updated at all.
 */
export type Updates =
  | { readonly state: 'off' }
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'on' }

export interface UpdatesOptions {
  readonly isPackaged: boolean
  readonly log: Log
  readonly platform?: NodeJS.Platform
  /** Where electron-builder puts the file that names the feed. */
  readonly resourcesPath?: string
  readonly load?: () => Promise<AppUpdater>
}

const EVERY_MS = 24 * 3_600_000

/** Looks for updates now and once a day; what is found is installed when the app is next ended. Never rejects. */
export async function startUpdates({
  isPackaged,
  log,
  platform = process.platform,
  resourcesPath = process.resourcesPath,
  load = loadUpdater
}: UpdatesOptions): Promise<Updates> {
  if (!isPackaged) return { state: 'off' }
  const updates = await readFeed(resourcesPath, platform)
  if (updates.state === 'refused') log.warn(`This app does not update itself. ${updates.reason}`)
  if (updates.state === 'on') {
    const look = await load().then(
      (updater) => configure(updater, log),
      (error: unknown) => log.warn('The updater could not be loaded', { error })
    )
    void look?.()
    if (look) setInterval(() => void look(), EVERY_MS).unref()
  }
  return updates
}

/** Loaded by releases that have a feed and by no others. */
async function loadUpdater(): Promise<AppUpdater> {
  return (await import('electron-updater')).default.autoUpdater
}

async function readFeed(resourcesPath: string, platform: NodeJS.Platform): Promise<Updates> {
  let text: string
  try {
    text = await readFile(join(resourcesPath, 'app-update.yml'), 'utf8')
  } catch {
    return { state: 'off' }
  }
  const reason = objectTo(await parseYaml(text), platform)
  return reason === null ? { state: 'on' } : { state: 'refused', reason }
}

function objectTo(feed: unknown, platform: NodeJS.Platform): string | null {
  const { provider, url, publisherName } = (feed ?? {}) as Readonly<Record<string, unknown>>
  if (provider !== 'generic') return 'Its feed is not of the kind "generic".'
  if (typeof url !== 'string' || URL.parse(url)?.protocol !== 'https:')
    return 'Its feed has no https address.'
  // macOS installs nothing that another hand has signed.
  if (platform === 'darwin') return null
  if (platform !== 'win32') return 'Packages for Linux carry no signature: use the package manager.'
  // Without it the updater would take any installer for ours.
  const names = [publisherName].flat().filter((name) => typeof name === 'string' && name.trim() !== '')
  return names.length > 0 ? null : 'Its feed does not say whose signature an installer has to carry.'
}

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml')
  try {
    return parse(text)
  } catch {
    return null
  }
}

/** Makes an updater careful and gives the function that looks once. */
export function configure(updater: AppUpdater, log: Log): () => Promise<void> {
  updater.autoDownload = true
  updater.autoInstallOnAppQuit = true
  updater.allowDowngrade = false
  updater.disableWebInstaller = true
  updater.logger = null
  updater.on('update-downloaded', ({ version }) => {
    log.info(`Version ${version} is there and will be installed when the app ends.`)
  })
  // Without a listener it would end the app; whoever looks hears of it as well.
  updater.on('error', () => undefined)
  return async () => {
    try {
      const found = await updater.checkForUpdates()
      await found?.downloadPromise
    } catch (error) {
      log.warn('Looking for an update failed', { error })
    }
  }
}
