import { readFile } from 'node:fs/promises'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { expect, test } from './fixtures.ts'

test('what the desktop does natively, browser mode does in the page', async ({ launch }) => {
  const app = await launch({ flags: ['--secret', SECRET] })
  const { page, dataDir } = app
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write', 'notifications'])
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'About' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('dt', { hasText: 'SQLite' })).toBeVisible()
  await expect(dialog.locator('dt', { hasText: 'Electron' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Show data folder' }).click()
  await expect(page.getByText(/^Copied the path of the data folder/)).toBeVisible()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(dataDir)

  await dialog.getByRole('tab', { name: 'Diagnostics' }).click()
  await expect(page.getByRole('region', { name: 'Diagnostics' })).toContainText('"receiver"')
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const download = await downloading
  const report = JSON.parse(await readFile(await download.path(), 'utf8')) as object
  expect(report).toMatchObject({ app: { licence: 'MIT' }, listening: { receiver: { state: 'listening' } } })

  await dialog.getByRole('tab', { name: 'Notifications' }).click()
  const rejected = dialog.getByRole('checkbox', { name: /rejected/ })
  await rejected.click()
  await expect(rejected).not.toBeChecked()
  await page.keyboard.press('Escape')
  // The page is told to be out of sight, and what it would show is caught.
  await page.evaluate(`{
    window.notified = []
    document.hasFocus = () => false
    window.Notification = class extends EventTarget {
      static permission = 'granted'
      constructor(title, { body, tag }) {
        super()
        window.notified.push({ title, body, tag })
        window.latest = this
      }
      close() {}
    }
  }`)
  await post(`${app.receiverUrl}/api/webhook/user-access`, signed(userEvent({ id: 'evt_told' })))
  await expect
    .poll(() => page.evaluate('window.notified'))
    .toEqual([
      { title: 'The first event arrived', body: 'organization.directory.user_updated', tag: 'firstEvent' }
    ])
  await page.evaluate(`window.latest.dispatchEvent(new Event('click'))`)
  await expect(page.getByRole('region', { name: 'Event' }).getByText('evt_told').first()).toBeVisible()
})
