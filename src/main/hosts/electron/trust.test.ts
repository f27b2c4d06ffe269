import type { WebContents, WebFrameMain } from 'electron'
import { describe, expect, test } from 'vitest'
import { createIsOwnPage, createIsTrusted } from './trust.ts'

describe('the own page', () => {
  const isOwnPage = createIsOwnPage('app://inspector/')

  test.each(['app://inspector/', 'app://inspector/index.html#/events', 'app://inspector?x=1'])(
    'includes %s',
    (url) => expect(isOwnPage(url)).toBe(true)
  )

  test.each([
    'https://inspector/',
    'app://inspector.example/',
    'app://inspector:1/',
    'app://user@elsewhere/inspector',
    'data:text/html,app://inspector/',
    'about:blank',
    '',
    'app'
  ])('does not include %j', (url) => expect(isOwnPage(url)).toBe(false))

  test('is the development server when there is one', () => {
    const isDevPage = createIsOwnPage('http://localhost:5173')
    expect(isDevPage('http://localhost:5173/index.html')).toBe(true)
    expect(isDevPage('http://localhost:5174/')).toBe(false)
    expect(isDevPage('app://inspector/')).toBe(false)
  })
})

const frame = (url: string, parent: WebFrameMain | null = null) => ({ url, parent }) as WebFrameMain

describe('a trusted message', () => {
  const contents = {} as WebContents
  const isTrusted = createIsTrusted(contents, 'app://inspector/')
  const home = frame('app://inspector/')

  test('comes from the main frame of the window, showing the own page', () => {
    expect(isTrusted({ sender: contents, senderFrame: home })).toBe(true)
  })

  test.each([
    ['another window', { sender: {} as WebContents, senderFrame: home }],
    ['another page', { sender: contents, senderFrame: frame('https://example.com/') }],
    ['a frame inside the page', { sender: contents, senderFrame: frame('app://inspector/', home) }],
    ['a frame that is gone', { sender: contents, senderFrame: null }]
  ])('does not come from %s', (_name, event) => expect(isTrusted(event)).toBe(false))
})
