import type { IpcMainInvokeEvent, WebContents } from 'electron'

/** Tells whether a URL belongs to the app's own page. */
export function createIsOwnPage(pageUrl: string): (url: string) => boolean {
  const { protocol, host } = new URL(pageUrl)
  // Not `origin`: Node calls the origin of every custom scheme "null".
  return (url) => {
    const parsed = URL.parse(url)
    return parsed !== null && parsed.protocol === protocol && parsed.host === host
  }
}

/** Tells whether a message comes from the main frame of the app's window, showing the app's own page. */
export function createIsTrusted(
  contents: WebContents,
  pageUrl: string
): (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => boolean {
  const isOwnPage = createIsOwnPage(pageUrl)
  return ({ sender, senderFrame }) =>
    sender === contents &&
    // Null once the frame has navigated away or is gone.
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOwnPage(senderFrame.url)
}
