import { app, Menu } from 'electron'
import { createMenuTemplate, type MenuOptions } from './menu-template.ts'
import { hasDevTools } from './web-preferences.ts'

/** Gives the app its menus; they also carry the usual shortcuts (copy, zoom, full screen, quit). */
export function setMenu(choose: MenuOptions['choose']): void {
  const template = createMenuTemplate({
    platform: process.platform,
    appName: app.name,
    hasDevTools: hasDevTools(app.isPackaged, process.env),
    choose
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
