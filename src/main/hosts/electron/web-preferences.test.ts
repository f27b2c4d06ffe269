import { expect, test } from 'vitest'
import { createWebPreferences } from './web-preferences.ts'

test('the page is sandboxed, isolated and without Node, and nothing weakens its browser', () => {
  expect(createWebPreferences('/preload.cjs', true, {})).toEqual({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false
  })
})

test('a packaged app has developer tools only if it is asked for them', () => {
  const hasTools = (isPackaged: boolean, asked?: string) =>
    createWebPreferences('', isPackaged, { WEBHOOK_INSPECTOR_DEVTOOLS: asked }).devTools
  expect([hasTools(false), hasTools(true), hasTools(true, '0'), hasTools(true, '1')]).toEqual([
    true,
    false,
    false,
    true
  ])
})
