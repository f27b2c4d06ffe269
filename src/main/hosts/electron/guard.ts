import type { Session, WebContents } from 'electron'

/** Keeps a page where it is: it may neither go elsewhere, nor open windows, nor hold another page. */
export function guardContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  isOwnPage: (url: string) => boolean,
  openLink: (url: string) => void
): void {
  const stayHome = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stayHome)
  contents.on('will-frame-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url)
    return { action: 'deny' }
  })
}

/**
 * Denies everything a page can ask its browser for, but for writing to the clipboard, which copy buttons need.
 * Chromium grants that only to the focused page, and the page cannot read the clipboard.
 */
export function guardSession(
  session: Pick<Session, 'setPermissionCheckHandler' | 'setPermissionRequestHandler'>,
  isOwnPage: (url: string) => boolean
): void {
  const isAllowed = (permission: string, url: string) =>
    permission === 'clipboard-sanitized-write' && isOwnPage(url)
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isAllowed(permission, requestingUrl))
  )
}
