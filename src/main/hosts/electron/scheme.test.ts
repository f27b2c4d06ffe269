import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../content-security-policy.ts'
import { createPageHandler } from './scheme.ts'

describe('the page handler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page handler '))
  const handle = createPageHandler(join(folder, 'renderer'))
  const get = (url: string, method = 'GET') => handle(new Request(url, { method }))

  beforeAll(() => {
    mkdirSync(join(folder, 'renderer/assets'), { recursive: true })
    mkdirSync(join(folder, 'renderer-other'))
    writeFileSync(join(folder, 'renderer/index.html'), '<!doctype html>')
    writeFileSync(join(folder, 'renderer/assets/index.js'), 'void 0')
    writeFileSync(join(folder, 'renderer/assets/a b.css'), '')
    writeFileSync(join(folder, 'renderer/assets/unknown.thing'), '')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    writeFileSync(join(folder, 'renderer-other/secret.txt'), 'secret')
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'renderer/linked.txt'))
    symlinkSync(join(folder, 'renderer-other'), join(folder, 'renderer/linked'), 'junction')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each([
    ['app://inspector/', 'text/html; charset=utf-8'],
    ['app://inspector/?theme=dark#/events', 'text/html; charset=utf-8'],
    ['app://inspector/index.html', 'text/html; charset=utf-8'],
    ['app://inspector/assets/index.js', 'text/javascript; charset=utf-8'],
    ['app://inspector/assets/a%20b.css', 'text/css; charset=utf-8'],
    ['app://inspector/assets/unknown.thing', 'application/octet-stream']
  ])('serves %s as %s', async (url, type) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(type)
  })

  test.each([
    'app://inspector/absent.js',
    'app://inspector/assets',
    'app://inspector/assets/',
    'app://inspector/index.html/more',
    'app://inspector/../secret.txt',
    'app://inspector/%2e%2e/secret.txt',
    'app://inspector/%2e%2e%2fsecret.txt',
    'app://inspector/assets%2f..%2f..%2fsecret.txt',
    'app://inspector/..%5csecret.txt',
    'app://inspector/..%2frenderer-other%2fsecret.txt',
    'app://inspector/%252e%252e%252fsecret.txt',
    'app://inspector//etc/passwd',
    'app://inspector/%2fetc%2fpasswd',
    'app://inspector/C:%5cWindows%5cwin.ini',
    'app://inspector/%5c%5cserver%5cshare',
    'app://inspector/linked.txt',
    'app://inspector/linked/secret.txt',
    'app://inspector/index.html%00.js',
    'app://inspector/%ff',
    `app://inspector/${'a'.repeat(5_000)}`,
    'app://elsewhere/index.html'
  ])('answers 404 to %s', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('does not answer %s', async (method) => {
    expect((await get('app://inspector/', method)).status).toBe(405)
  })

  test('guards every answer, refusals too', async () => {
    for (const url of ['app://inspector/', 'app://inspector/absent.js']) {
      const { headers } = await get(url)
      expect(headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Cache-Control')).toBe('no-store')
    }
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; /)
    expect(contentSecurityPolicy).not.toContain('unsafe')
  })
})
