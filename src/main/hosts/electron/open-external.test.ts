import { expect, test } from 'vitest'
import { openExternal } from './open-external.ts'

const openedOf = (url: string) => {
  const opened: string[] = []
  const open = (link: string) => {
    opened.push(link)
    return Promise.reject(new Error('no browser'))
  }
  openExternal({ openExternal: open }, url)
  return opened
}

test('shows an https link in the system’s browser and needs none to be there', () => {
  expect(openedOf('https://docs.scalekit.com/a?b#c')).toEqual(['https://docs.scalekit.com/a?b#c'])
})

test.each([
  'http://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hello',
  'app://inspector/',
  'ms-msdt:/id',
  'smb://server/share',
  'vscode://file/etc/passwd',
  'https://docs.scalekit.com@evil.example/',
  'https://user:word@example.com/',
  '//example.com',
  'https:',
  ''
])('does not open %j', (url) => {
  expect(openedOf(url)).toEqual([])
})
