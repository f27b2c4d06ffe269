import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SavedFile } from '#shared/app-models.ts'
import { askWhereToSave } from './downloads.ts'

function setUp() {
  const session = new EventEmitter()
  const told: SavedFile[] = []
  askWhereToSave(session as never, '/home/ada', (saved) => told.push(saved))
  return {
    told,
    download(url: string, name: string) {
      const asked: object[] = []
      const item = Object.assign(new EventEmitter(), {
        getURL: () => url,
        getFilename: () => name,
        getSavePath: () => `/chosen/${name}`,
        setSaveDialogOptions: (options: object) => asked.push(options)
      })
      let isRefused = false
      session.emit('will-download', { preventDefault: () => (isRefused = true) }, item)
      return { asked, isRefused: () => isRefused, end: (state: string) => item.emit('done', {}, state) }
    }
  }
}

test('what the page made is saved where the system’s dialog says, and the page hears how that ended', () => {
  const { told, download } = setUp()
  const { asked, isRefused, end } = download('blob:app://inspector/1', 'webhooks.ndjson')
  expect(isRefused()).toBe(false)
  expect(asked).toEqual([
    expect.objectContaining({
      defaultPath: join('/home/ada', 'webhooks.ndjson'),
      filters: [{ name: expect.any(String), extensions: ['ndjson'] }]
    })
  ])
  end('completed')
  download('blob:app://inspector/2', 'webhooks.ndjson').end('cancelled')
  expect(told).toEqual([
    { name: 'webhooks.ndjson', outcome: 'saved', path: '/chosen/webhooks.ndjson' },
    { name: 'webhooks.ndjson', outcome: 'cancelled', path: null }
  ])
})

test.each([
  'https://example.com/setup.exe',
  'data:text/plain,x',
  'app://inspector/index.html',
  'file:///etc/hosts'
])('any other download is refused: %s', (url) => {
  const { told, download } = setUp()
  const { asked, isRefused, end } = download(url, 'setup.exe')
  end('completed')
  expect([isRefused(), asked, told]).toEqual([true, [], []])
})
