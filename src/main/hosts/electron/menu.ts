import { Menu, shell, type MenuItemConstructorOptions } from 'electron'

/** The platform's own menus; they also carry the usual shortcuts (copy, zoom, full screen, quit). */
export function setMenu(): void {
  const appMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...appMenu,
      { role: 'fileMenu' },
      { role: 'editMenu' },
      { role: 'viewMenu' },
      { role: 'windowMenu' },
      {
        role: 'help',
        submenu: [
          {
            label: 'Scalekit Documentation',
            click: () => void shell.openExternal('https://docs.scalekit.com')
          }
        ]
      }
    ])
  )
}
