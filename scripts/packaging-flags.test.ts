import { expect, test } from 'vitest'
import { packagingFlags } from './packaging-flags.mjs'

const feed = { WEBHOOK_INSPECTOR_UPDATE_URL: 'https://updates.example/app' }
const signed = { CSC_LINK: 'certificate.p12' }

test('packages for this processor and does not insist on a signature that cannot be made', () => {
  expect(packagingFlags({}, 'linux', 'x64')).not.toContain('-c.forceCodeSigning=true')
  expect(packagingFlags({}, 'win32', 'arm64')).toEqual(['--arm64'])
})

test('names the repository as the page of Linux packages, and invents none', () => {
  const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'somebody/inspector' }
  const homepage = (env: Record<string, string>) => packagingFlags(env, 'linux', 'x64')[1]
  expect(homepage(github)).toBe('-c.extraMetadata.homepage=https://github.com/somebody/inspector')
  expect(homepage({ ...github, WEBHOOK_INSPECTOR_HOMEPAGE: 'https://a.example' })).toContain('a.example')
  expect(homepage({})).toBe('-c.extraMetadata.homepage=https://homepage.invalid')
})

test('signs with nobody’s name on macOS without a certificate, where nothing unsigned would start', () => {
  const flags = packagingFlags({}, 'darwin', 'arm64')
  expect(flags).toEqual([
    '--arm64',
    '-c.mac.identity=-',
    '-c.mac.hardenedRuntime=false',
    '-c.mac.notarize=false'
  ])
})

test('fails rather than leave unsigned what has a certificate', () => {
  expect(packagingFlags(signed, 'darwin', 'x64')).toEqual(['--x64', '-c.forceCodeSigning=true'])
  expect(packagingFlags({ WIN_CSC_LINK: 'c.p12' }, 'win32', 'x64')).toContain('-c.forceCodeSigning=true')
  expect(packagingFlags({ WIN_CSC_LINK: 'c.p12' }, 'darwin', 'x64')).not.toContain('-c.forceCodeSigning=true')
})

test('gives a feed of updates to signed releases only, and never to Linux', () => {
  expect(packagingFlags({ ...signed, ...feed }, 'darwin', 'arm64')).toEqual([
    '--arm64',
    '-c.forceCodeSigning=true',
    '-c.publish.provider=generic',
    '-c.publish.url=https://updates.example/app'
  ])
  expect(packagingFlags({ ...signed, ...feed }, 'linux', 'x64').join()).not.toContain('publish')
  expect(() => packagingFlags(feed, 'win32', 'x64')).toThrow('has to be signed')
  const open = { ...signed, WEBHOOK_INSPECTOR_UPDATE_URL: 'http://updates.example/app' }
  expect(() => packagingFlags(open, 'darwin', 'x64')).toThrow('takes an https address')
})
