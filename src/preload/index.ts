import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { Reply, Transport } from '#shared/transport.ts'

const refused: Reply = {
  ok: false,
  error: { code: 'unavailable', message: 'The app did not answer. Reload the window or start the app again.' }
}

// The whole bridge, for good: two fixed channels, and the page can name no other.
const transport: Transport = {
  request: (command, input) => ipcRenderer.invoke('rpc', command, input).catch(() => refused),
  subscribe: (onAnnouncement) => {
    const relay = (_event: IpcRendererEvent, name: string, payload: unknown) => onAnnouncement(name, payload)
    ipcRenderer.on('announce', relay)
    // Without `void` the page would be handed `ipcRenderer` itself.
    return () => void ipcRenderer.off('announce', relay)
  }
}
contextBridge.exposeInMainWorld('transport', transport)
