import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** As they are called on the PATH, the plainest Chromium first. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge'
]

const macApplications = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
]

const windowsPrograms = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe'
]

// Chromium heeds the last such list only, so that Playwright's own is repeated here.
const disabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  // Two hidden pages for an address bar that nobody sees, in each window: as dear as the page under test.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // A renderer in reserve for each window, which closes before it is needed.
  'SpareRendererForSitePerProcess'
]

/** What a browser under test does without: calls home, hardware that a container lacks, and a desktop around the page. */
export const browserArgs = [
  `--disable-features=${disabledFeatures.join()}`,
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/**
 * The Chromium that tests drive: the one that CHROMIUM_PATH names, else an installed one, else Playwright's own.
 * Null when there is none.
 * @returns {Promise<string | null>}
 */
export async function findBrowser({ env = process.env, platform = process.platform } = {}) {
  const named = env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file. Correct or unset it.`)
  }
  const { chromium } = await import('playwright-core')
  return [...installed(env, platform), chromium.executablePath()].find((path) => existsSync(path)) ?? null
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function installed(env, platform) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const suffix = platform === 'win32' ? '.exe' : ''
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)))
  if (platform === 'darwin') {
    const roots = ['/Applications', join(env.HOME ?? '', 'Applications')]
    return [...onPath, ...macApplications.flatMap((name) => roots.map((root) => join(root, name)))]
  }
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
      (root) => root !== undefined
    )
    return [...onPath, ...windowsPrograms.flatMap((name) => roots.map((root) => join(root, name)))]
  }
  return onPath
}
