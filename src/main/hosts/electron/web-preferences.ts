import type { WebPreferences } from 'electron'

/** A packaged app has developer tools only if it is asked for them. */
export const hasDevTools = (
  isPackaged: boolean,
  env: Readonly<Record<string, string | undefined>>
): boolean => !isPackaged || env['WEBHOOK_INSPECTOR_DEVTOOLS'] === '1'

/** What the page's process may do. Every line that matters is written down, whatever Electron's default is. */
export function createWebPreferences(
  preload: string,
  isPackaged: boolean,
  env: Readonly<Record<string, string | undefined>>
): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // Chromium would fetch its dictionaries from the network.
    spellcheck: false,
    devTools: hasDevTools(isPackaged, env)
  }
}
