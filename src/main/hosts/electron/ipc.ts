import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { Announce } from '#shared/contract.ts'
import type { Announcer } from '../../rpc/announcer.ts'
import type { Dispatch } from '../../rpc/dispatcher.ts'

/** Joins the page to the core over the preload's two channels. The returned function ends the announcements. */
export function serveIpc(
  ipcMain: Pick<IpcMain, 'handle'>,
  contents: Pick<WebContents, 'send' | 'isDestroyed'>,
  isTrusted: (event: IpcMainInvokeEvent) => boolean,
  dispatch: Dispatch,
  announcer: Pick<Announcer, 'attach'>
): () => void {
  ipcMain.handle('rpc', (event, command: unknown, input: unknown) => {
    if (!isTrusted(event)) throw new Error('Refused: unknown sender')
    return dispatch(String(command), input)
  })
  return announcer.attach(createTellPage(contents) as Parameters<Announcer['attach']>[0])
}

/** Tells the page at once, past the announcer that collects what the core says. */
export function createTellPage(contents: Pick<WebContents, 'send' | 'isDestroyed'>): Announce {
  return (name, payload) => {
    if (!contents.isDestroyed()) contents.send('announce', name, payload)
  }
}
