import { expect, test } from 'vitest'
import { packagingFlags } from './packaging-flags.mjs'

const feed = { WEBHOOK_INSPECTOR_UPDATE_URL: 'https://updates.example/app' }
const signed = { CSC_LINK: 'certificate.p12' }

test('packages for this processor and does not insist on a signature that cannot be made', () => {
  expect(packagingFlags({}, 'linux', 'x64')).toEqual(['--x64'])
  expect(packagingFlags({}, 'win32', 'arm64')).toEqual(['--arm64'])
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
