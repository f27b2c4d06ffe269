import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import { expect, test } from 'vitest'
import { collectLinks, registerLinks } from './links.ts'

function createRig() {
  const app = new EventEmitter()
  const links = collectLinks(app as unknown as App)
  const prevented: string[] = []
  return {
    links,
    prevented,
    openUrl: (url: string) => app.emit('open-url', { preventDefault: () => prevented.push(url) }, url)
  }
}

test('links that come before anyone takes them are kept, in their order', () => {
  const { links, openUrl, prevented } = createRig()
  links.readArguments(['/opt/app', '--no-sandbox', 'webhook-inspector://event/evt_1'])
  openUrl('webhook-inspector://event/evt_2')
  const taken: string[] = []
  links.deliver((link) => taken.push(link))
  openUrl('webhook-inspector://event/evt_3')
  expect(taken).toEqual([1, 2, 3].map((n) => `webhook-inspector://event/evt_${n}`))
  expect(prevented).toHaveLength(2)
})

test('arguments without a link bring none, and of several the first counts', () => {
  const { links } = createRig()
  const taken: string[] = []
  links.deliver((link) => taken.push(link))
  links.readArguments([
    '/opt/webhook-inspector',
    '--x=webhook-inspector://event/evt_1',
    'https://example.com'
  ])
  links.readArguments(['Webhook-Inspector:a', 'webhook-inspector:b'])
  expect(taken).toEqual(['Webhook-Inspector:a'])
})

test('only an installed app registers itself, and a refusal is told', () => {
  const asked: string[] = []
  const warnings: string[] = []
  const appThat = (isPackaged: boolean, obeys: boolean) =>
    ({
      isPackaged,
      setAsDefaultProtocolClient: (scheme: string) => {
        asked.push(scheme)
        return obeys
      }
    }) as App
  const warn = (message: string) => void warnings.push(message)
  registerLinks(appThat(false, true), warn)
  expect(asked).toEqual([])
  registerLinks(appThat(true, true), warn)
  expect([asked, warnings]).toEqual([['webhook-inspector'], []])
  registerLinks(appThat(true, false), warn)
  expect(warnings).toHaveLength(1)
})
