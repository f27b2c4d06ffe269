import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { actionNames, actionOf, type ActionName } from '#shared/actions.ts'
import { createMenuTemplate } from './menu-template.ts'

function setUp(platform: NodeJS.Platform, hasDevTools = false) {
  const chosen: ActionName[] = []
  const menus = createMenuTemplate({
    platform,
    appName: 'Webhook Inspector',
    hasDevTools,
    choose: (name) => chosen.push(name)
  })
  const items = menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  return { menus, items, chosen, item: (id: string) => items.find((one) => one.id === id) }
}
const labelsOf = (menus: readonly MenuItemConstructorOptions[]) =>
  menus.map(({ label, role }) => label ?? role)

test.each(['linux', 'win32', 'darwin'] as const)('every action is in the menus once, on %s', (platform) => {
  const ids = setUp(platform).items.flatMap(({ id }) => id ?? [])
  expect(ids.toSorted()).toEqual(actionNames.toSorted())
})

test('each item tells of its own action', () => {
  const { items, chosen } = setUp('linux')
  const own = items.filter(({ id }) => id !== undefined)
  for (const { click } of own) (click as () => void)()
  expect(chosen).toEqual(own.map(({ id }) => id))
})

test('the Mac has a menu of the app, the others have Quit, Settings and About where theirs are', () => {
  const mac = setUp('darwin').menus
  expect(labelsOf(mac)).toEqual([
    'Webhook Inspector',
    '&File',
    'editMenu',
    '&View',
    'E&vent',
    '&Tools',
    'windowMenu',
    'help'
  ])
  expect(mac[0]!.submenu).toContainEqual(expect.objectContaining({ id: 'settings' }))
  const { menus } = setUp('win32')
  expect(menus[0]!.submenu).toContainEqual(expect.objectContaining({ id: 'settings' }))
  expect(labelsOf(menus)[0]).toBe('&File')
  const last = (at: number) => (menus.at(at)!.submenu as MenuItemConstructorOptions[]).at(-1)
  expect(last(0)).toEqual({ role: 'quit' })
  expect(last(-1)).toMatchObject({ id: 'about' })
})

test('single keys are shown where that can be done without taking them from a field, and never on the Mac', () => {
  const { item } = setUp('linux')
  expect(item('replay')).toMatchObject({ accelerator: 'R', registerAccelerator: false })
  expect(item('edit')).toMatchObject({ accelerator: 'Shift+R', registerAccelerator: false })
  expect(item('delete')).toMatchObject({ accelerator: 'Delete', registerAccelerator: false })
  const registered = ({ items }: ReturnType<typeof setUp>) =>
    items.filter(({ accelerator, registerAccelerator }) => accelerator && registerAccelerator !== false)
  const withModifier = actionNames.filter((name) => actionOf(name).accelerator !== undefined)
  for (const platform of ['linux', 'darwin'] as const) {
    const menu = setUp(platform)
    expect(registered(menu).map(({ id }) => id)).toEqual(expect.arrayContaining(withModifier))
    for (const { accelerator } of registered(menu)) expect(accelerator).toMatch(/^CmdOrCtrl\+/)
  }
  expect(setUp('darwin').item('replay')).not.toHaveProperty('accelerator')
})

test('developer tools are offered only where they are wanted', () => {
  const offers = (hasDevTools: boolean) =>
    setUp('linux', hasDevTools).items.some(({ role }) => role === 'toggleDevTools')
  expect([offers(true), offers(false)]).toEqual([true, false])
})
