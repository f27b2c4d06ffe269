import { app, Menu } from 'electron'
import { createMenuTemplate, type MenuOptions } from './menu-template.ts'

/** Gives the app its menus; they also carry the usual shortcuts (copy, zoom, full screen, quit). */
export function setMenu(choose: MenuOptions['choose']): void {
  const template = createMenuTemplate({
    platform: process.platform,
    appName: app.name,
    hasDevTools: !app.isPackaged,
    choose
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
