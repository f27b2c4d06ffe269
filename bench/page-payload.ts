import type { Page } from 'playwright'
import type { AppProcess } from './app-process.ts'
import { DEEP_LEVELS, deepBody, LARGE_PAYLOAD, largeBody } from './large-payload.ts'
import { drive, signedBody } from './load.ts'
import { ms, until, watchFrames, type Row } from './page-probe.ts'

const treeItem = (text: string) =>
  `[...document.querySelectorAll('[role=tree] [role=treeitem]')].some((line) => line.textContent.includes(${JSON.stringify(text)}))`

/** How the page takes payloads of any size and depth: opened, searched, masked. */
export async function measurePayloads(page: Page, app: AppProcess, rows: Row[]): Promise<void> {
  const ids: string[] = []
  const post = async (id: string, body: Buffer) => {
    await drive(app.receiverUrl, [signedBody(id, body)], 1)
    ids.push(id)
  }
  try {
    await measureBoth(page, app, rows, post)
  } finally {
    // A store that is kept is left as it was found: with neither of them, and not masked.
    await app.ask('settings.set', { masked: false })
    if (ids.length > 0) await app.ask('events.delete', { ids })
  }
}

async function measureBoth(
  page: Page,
  app: AppProcess,
  rows: Row[],
  post: (id: string, body: Buffer) => Promise<void>
): Promise<void> {
  const [largeId, deepId] = [`evt_large_${process.pid}`, `evt_deep_${process.pid}`]
  const measure = async (what: string, act: () => Promise<unknown>, isThere: string) => {
    const startedAt = performance.now()
    let tookMs = 0
    const frames = await watchFrames(page, async () => {
      await act()
      await until(page, isThere)
      tookMs = performance.now() - startedAt
      // What it draws after that counts as well.
      await page.evaluate(`new Promise((done) => setTimeout(done, 500))`)
    })
    rows.push([
      what,
      `worst frame ${ms(frames.worst)}`,
      '200 ms',
      `there after ${ms(tookMs)}; longest task ${frames.longestTask === 0 ? 'none over 50 ms' : ms(frames.longestTask)}`
    ])
  }
  const open = async (id: string, body: Buffer) => {
    await post(id, body)
    await page.goto(`${new URL(app.uiUrl).origin}/#/events/${id}/headers`)
    await page.reload()
    await page.getByRole('tab', { name: 'Payload' }).waitFor()
  }
  const showPayload = () => page.getByRole('tab', { name: 'Payload' }).click()
  const find = (text: string) => page.getByRole('searchbox', { name: 'Find in the payload' }).fill(text)
  const count = `document.querySelector('[role=search] [role=status]')?.textContent`
  const isOpen = treeItem('raw_attributes')

  const size = `${(LARGE_PAYLOAD.bytes / 1e6).toFixed(1)} MB`
  await open(largeId, largeBody(largeId))
  await measure(
    `a payload of ${size}: its beginning`,
    showPayload,
    `[...document.querySelectorAll('button')].some((button) => button.textContent === 'Load all of it')`
  )
  const loadAll = () => page.getByRole('button', { name: 'Load all of it' }).click()
  await measure('the same, all of it as a tree', loadAll, isOpen)
  const { middle, end } = LARGE_PAYLOAD
  await measure(`search: its last value`, () => find(end), `${treeItem(end)} && ${count} === '1 of 1'`)
  await measure(
    `search: one in the middle`,
    () => find(middle),
    `${treeItem(middle)} && ${count} === '1 of 1'`
  )
  await measure('search: a letter that most values have', () => find('e'), `/ of \\d.*,/.test(${count})`)
  await find('')
  await page.evaluate(`document.activeElement.blur()`)
  // Only as a whole can it be masked, so that its beginning takes as long; the rest is there then.
  const isMasked = `document.querySelector('[role=tabpanel]')?.textContent.includes('••••••')`
  await measure('masked: its beginning', () => page.keyboard.press('Shift+M'), isMasked)
  await measure('masked: all of it as a tree', loadAll, treeItem('••••••'))
  await app.ask('settings.set', { masked: false })

  await open(deepId, deepBody(deepId))
  await measure(`a payload of ${DEEP_LEVELS} levels, as a tree`, showPayload, isOpen)
  await measure('search: its innermost value', () => find(end), `${treeItem(end)} && ${count} === '1 of 1'`)
}
