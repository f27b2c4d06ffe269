import { expect, it } from 'vitest'
import { readEnvironmentUrl, readPublicUrl } from './read-origin.ts'

it.each([
  ['https://hooks.example.com', 'https://hooks.example.com'],
  [' "https://Hooks.Example.com:443/" ', 'https://hooks.example.com'],
  ['export PUBLIC_URL=https://hooks.example.com', 'https://hooks.example.com'],
  ['hooks.example.com', 'https://hooks.example.com'],
  ['hooks.example.com:8443', 'https://hooks.example.com:8443'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['http://localhost:3000/', 'http://localhost:3000'],
  ['localhost:443', 'http://localhost:443'],
  ['http://127.1:80', 'http://127.0.0.1'],
  ['http://[::1]:9', 'http://[::1]:9'],
  ['https://192.168.1.5', 'https://192.168.1.5'],
  ['  ', null]
])('reads the public URL %j as %j', (pasted, origin) => {
  expect(readPublicUrl(pasted)).toBe(origin)
})

it.each([
  ['http://hooks.example.com', 'must begin with https://'],
  ['http://127.0.0.1.example.com', 'must begin with https://'],
  ['ftp://hooks.example.com', 'must begin with https://'],
  ['javascript://x', 'must begin with https://'],
  ['https://me:word@hooks.example.com', 'user name or password'],
  ['https://hooks.example.com/hooks', 'Leave out what follows https://hooks.example.com.'],
  ['https://hooks.example.com/?a=1', 'Leave out what follows https://hooks.example.com.'],
  ['https://hooks.example.com/#a', 'Leave out what follows https://hooks.example.com.'],
  ['https://', 'must be one address'],
  ['https://one.example two', 'must be one address'],
  ['https://hooks.example.com:99999', 'must be one address']
])('refuses the public URL %j in a sentence without a password', (pasted, sentence) => {
  const read = () => readPublicUrl(pasted)
  expect(read).toThrow(expect.objectContaining({ code: 'invalid_input' }))
  expect(read).toThrow(sentence)
  expect(read).not.toThrow('word@')
})

it.each([
  ['SCALEKIT_ENV_URL="https://acme.scalekit.dev"', 'https://acme.scalekit.dev'],
  ['https://acme.scalekit.dev/oauth/token?x#y', 'https://acme.scalekit.dev'],
  ['acme.scalekit.com', 'https://acme.scalekit.com']
])('reads the environment URL %j as %j', (pasted, origin) => {
  expect(readEnvironmentUrl(pasted)).toBe(origin)
})
