import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Menu as ElectronMenu } from 'electron'
import type { ActionName } from '#shared/actions.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'
import type { Launched } from './launch.ts'

/** Clicks an item of the app's menus, as its user would. */
const choose = (app: Launched, name: ActionName) =>
  app.evaluate(({ Menu }, id) => {
    const item = (Menu.getApplicationMenu() as ElectronMenu).getMenuItemById(id)
    if (!item) throw new Error(`No menu has ${id}`)
    ;(item.click as () => void)()
  }, name)

const hookUrl = ({ receiverUrl }: Launched) => `${receiverUrl}/api/webhook/user-access`

test('menus do what keys do, and say what is missing where there is nothing to do', async ({ launch }) => {
  const app = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const { page } = app
  await expect(page.getByRole('treegrid').or(page.getByText('No events yet'))).toBeVisible()

  await choose(app, 'star')
  await expect(page.getByText('Select an event in the timeline first.')).toBeVisible()

  await choose(app, 'simulator')
  await expect(page.getByRole('dialog', { name: 'Simulator' })).toBeVisible()
  // One in which nothing was written makes way.
  await choose(app, 'secrets')
  await expect(page.getByRole('dialog', { name: 'Simulator' })).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Signing secret' }).fill('whsec_half')
  await choose(app, 'about')
  await expect(page.getByText('What you wrote in it would be lost.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Signing secret' })).toHaveValue('whsec_half')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Secrets' })).toHaveCount(0)

  await post(hookUrl(app), signed(userEvent({ id: 'evt_menu' })))
  await page.locator('[role=row]', { hasText: 'Ada Example' }).first().click()
  await choose(app, 'star')
  await expect(page.getByRole('button', { name: 'Star', exact: true, pressed: true })).toBeVisible()
  // Also while something is written, when a single key would be a letter.
  await page.getByRole('combobox', { name: 'Filter', exact: true }).focus()
  await choose(app, 'star')
  await expect(page.getByRole('button', { name: 'Star', exact: true, pressed: false })).toBeVisible()

  await choose(app, 'import')
  await expect(page.getByRole('tab', { name: 'Import', selected: true })).toBeVisible()
})

test('a menu brings a minimised window back before it acts', async ({ launch }) => {
  const app = await launch()
  await expect(app.page.getByRole('navigation', { name: 'App' })).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  await choose(app, 'help')
  await expect(app.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(
    false
  )
})

test('About tells versions, and the data folder opens in the file manager', async ({ launch }) => {
  const app = await launch()
  const { page } = app
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openPath = (path) => Promise.resolve(opened.push(path)).then(() => '')
  })
  await expect(page.getByRole('navigation', { name: 'App' })).toBeVisible()
  await choose(app, 'about')
  const dialog = page.getByRole('dialog', { name: 'Webhook Inspector' })
  for (const name of ['Version', 'Electron', 'Node', 'SQLite', 'Licence']) {
    await expect(dialog.locator('dt', { hasText: new RegExp(`^${name}$`) })).toBeVisible()
  }
  await dialog.getByRole('button', { name: 'Show data folder' }).click()
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
    .toEqual([app.dataDir])
})

test('diagnostics are seen before they are saved where the system’s dialog says', async ({
  launch,
  createFolder
}) => {
  const app = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const { page } = app
  await post(hookUrl(app), signed(userEvent({ id: 'evt_private' })))
  const path = join(createFolder(), 'report.txt')
  await app.evaluate(({ BrowserWindow }, chosen) => {
    const proposed: string[] = []
    Object.assign(globalThis, { proposed })
    BrowserWindow.getAllWindows()[0]?.webContents.session.on('will-download', (_event, item) => {
      proposed.push(item.getFilename())
      // The first is answered with a path, the next is called off.
      if (proposed.length === 1) item.setSavePath(chosen)
      else item.cancel()
    })
  }, path)
  await expect(page.getByRole('navigation', { name: 'App' })).toBeVisible()
  await choose(app, 'diagnostics')
  const shown = await page.getByRole('region', { name: 'Diagnostics' }).textContent()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(path)).toBeVisible()
  const saved = readFileSync(path, 'utf8')
  expect(saved).toBe(shown)
  expect(saved).not.toContain('ada')
  expect(saved).not.toContain(SECRET.slice('whsec_'.length))
  expect(JSON.parse(saved)).toMatchObject({ app: { licence: 'MIT' }, store: { events: 1 } })

  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/was not saved/)).toBeVisible()
  expect(await app.evaluate(() => (globalThis as unknown as { proposed: string[] }).proposed)).toEqual([
    expect.stringMatching(/^webhook-inspector-diagnostics-.*\.txt$/),
    expect.any(String)
  ])
})

test('an export that was called off in the system’s dialog does not count as saved', async ({ launch }) => {
  const app = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const { page } = app
  await post(hookUrl(app), signed(userEvent()))
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.session.on('will-download', (_event, item) => item.cancel())
  })
  await expect(page.locator('[role=row]', { hasText: 'Ada Example' }).first()).toBeVisible()
  await choose(app, 'export')
  await page.getByRole('tabpanel').getByRole('button', { name: 'Export' }).click()
  await expect(page.getByText(/^webhooks-.* was not saved$/)).toBeVisible()
  await expect(page.getByText(/^Exported/)).toHaveCount(0)
})

test('notifications are shown while another window has the keyboard; a click leads to the event', async ({
  launch
}) => {
  const app = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const { page } = app
  await expect(page.getByRole('navigation', { name: 'App' })).toBeVisible()
  const shown = () =>
    app.evaluate(() => (globalThis as unknown as { notified: { title: string; body: string }[] }).notified)
  // Notifications of a real desktop cannot be read back: the class tells what it is asked to show.
  await app.evaluate(({ Notification, BrowserWindow }) => {
    const notified: { title: string; body: string }[] = []
    const latest: { current?: Electron.Notification } = {}
    Object.assign(globalThis, { notified, latest })
    Notification.prototype.show = function (this: Electron.Notification) {
      latest.current = this
      notified.push({ title: this.title, body: this.body })
    }
    const [window] = BrowserWindow.getAllWindows()
    if (window) window.isFocused = () => false
  })
  await post(hookUrl(app), signed(userEvent({ id: 'evt_first' })))
  await expect
    .poll(shown)
    .toEqual([{ title: 'The first event arrived', body: 'organization.directory.user_updated' }])

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  await app.evaluate(() => {
    const { latest } = globalThis as unknown as { latest: { current: Electron.Notification } }
    latest.current.emit('click')
  })
  await expect(page.getByRole('region', { name: 'Event' }).getByText('evt_first').first()).toBeVisible()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(
    false
  )

  // Whoever looks at the app needs no notification.
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) window.isFocused = () => true
  })
  for (let index = 0; index < 5; index++)
    await post(hookUrl(app), signed(userEvent(), { secret: OTHER_SECRET }))
  await expect(page.getByRole('navigation', { name: 'Views' }).getByText('5', { exact: true })).toBeVisible()
  expect(await shown()).toHaveLength(1)
})

test('a file dropped on the window is offered for import, and imported', async ({ launch }) => {
  const app = await launch({ env: { SCALEKIT_WEBHOOK_SECRET: SECRET } })
  const { page } = app
  await expect(page.getByRole('navigation', { name: 'App' })).toBeVisible()
  await page.evaluate(`{
    const data = new DataTransfer()
    data.items.add(new File(['{"format":"webhook-inspector","version":1}\\n'], 'dropped.ndjson'))
    for (const type of ['dragover', 'drop']) {
      window.dispatchEvent(new DragEvent(type, { dataTransfer: data, cancelable: true }))
    }
  }`)
  await expect(page.getByText('dropped.ndjson')).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText(/0 added, 0 known already/)).toBeVisible()
})
