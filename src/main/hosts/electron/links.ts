import type { App } from 'electron'
import { linkScheme } from '#shared/deep-link.ts'

export interface Links {
  /** Hands over the links that came so far and every later one. */
  deliver(onLink: (link: string) => void): void
  /** Takes the link among the arguments of a start, if there is one. */
  readArguments(argv: readonly string[]): void
}

/**
 * Collects links from the very start of the app on: macOS reports the one that started it before anything is ready.
 * Windows and Linux put it among the arguments, which Chromium's own switches are mixed with.
 */
export function collectLinks(app: Pick<App, 'on'>): Links {
  const waiting: string[] = []
  let onLink: ((link: string) => void) | null = null
  const take = (link: string) => {
    if (onLink) onLink(link)
    else waiting.push(link)
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    take(url)
  })
  return {
    deliver(listener) {
      onLink = listener
      for (const link of waiting.splice(0)) listener(link)
    },
    readArguments(argv) {
      const link = argv.find((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`))
      if (link !== undefined) take(link)
    }
  }
}

/** Makes links lead here. What runs from source would register the bare Electron, so only an installed app does. */
export function registerLinks(
  app: Pick<App, 'isPackaged' | 'setAsDefaultProtocolClient'>,
  warn: (message: string) => void
): void {
  if (!app.isPackaged || app.setAsDefaultProtocolClient(linkScheme)) return
  warn('The system did not take the app as the one that opens its links')
}
