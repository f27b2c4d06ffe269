import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { PROBES } from '../../core/checks/probes.ts'
import {
  COMMANDS,
  describeCommand,
  isCommand,
  parseCommand,
  type CheckOptions,
  type CommandName,
  type ReplayOptions
} from './cli-options.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const target = ['--target', 'localhost:3000/hook']
const query = ['--query', 'type:user.*']

const check: CheckOptions = {
  command: 'check',
  target: 'http://localhost:3000/hook',
  secrets: [],
  dataDir: null,
  json: false,
  probes: null
}
const replay: ReplayOptions = {
  command: 'replay',
  target: 'http://localhost:3000/hook',
  secrets: [],
  dataDir: null,
  json: false,
  query: 'type:user.*',
  mode: 'resign',
  deliveryId: 'same',
  typeNames: 'asSent',
  perSecond: null,
  concurrency: null,
  baseline: null
}

test('knows its commands by the first argument', () => {
  expect(COMMANDS.every(isCommand)).toBe(true)
  expect(['--json', 'serve', '', undefined].some(isCommand)).toBe(false)
})

test.each<[string[], Partial<CheckOptions>]>([
  [[], {}],
  [['--probe', 'stale', '--probe=names'], { probes: ['stale', 'names'] }],
  [
    ['--secret', secret, '--json', '--data-dir', 'a b'],
    { secrets: [secret], json: true, dataDir: resolve('a b') }
  ]
])('reads check with %j', (argv, expected) => {
  expect(parseCommand('check', [...target, ...argv], {})).toEqual({ ...check, ...expected })
})

test.each<[string[], Partial<ReplayOptions>]>([
  [[], {}],
  [['--mode', 'verbatim'], { mode: 'verbatim' }],
  [['--delivery-id', 'new', '--type-names', 'as-sent'], { deliveryId: 'new' }],
  [['--type-names', 'legacy'], { typeNames: 'legacy' }],
  [['--rate', '0.5', '--concurrency', '64'], { perSecond: 0.5, concurrency: 64 }],
  [['--baseline', ' before the change '], { baseline: 'before the change' }]
])('reads replay with %j', (argv, expected) => {
  expect(parseCommand('replay', [...target, ...query, ...argv], {})).toEqual({ ...replay, ...expected })
})

test('takes what it shares with the page from the same variables', () => {
  const env = {
    SCALEKIT_WEBHOOK_SECRET: secret,
    WEBHOOK_INSPECTOR_DATA_DIR: 'data',
    WEBHOOK_INSPECTOR_JSON: '1',
    WEBHOOK_INSPECTOR_FORWARD: 'not for commands'
  }
  const shared = { secrets: [secret], dataDir: resolve('data'), json: true }
  expect(parseCommand('check', target, env)).toEqual({ ...check, ...shared })
  expect(parseCommand('replay', [...target, ...query], env)).toEqual({ ...replay, ...shared })
})

test.each<[CommandName, string[], string]>([
  ['check', [], '--target is missing. --help shows how it is given.'],
  ['check', ['--target', 'ftp://localhost'], '--target: The target must be an address like'],
  ['check', [...target, ...query], 'Unknown flag --query. --help lists all of them.'],
  ['check', [...target, 'more'], 'Argument 3 is not a flag.'],
  ['check', [...target, '--secret', secret, '--secret', secret], 'A check signs with one secret.'],
  ['replay', target, '--query is missing.'],
  ['replay', [...target, ...query, '--mode', 'fast'], '--mode takes resign or verbatim.'],
  [
    'replay',
    [...target, ...query, '--type-names', 'toString'],
    '--type-names takes as-sent or legacy or current.'
  ],
  ['replay', [...target, ...query, '--rate', '0'], '--rate takes a number from 0.01 to 10000.'],
  ['replay', [...target, ...query, '--rate', '1e3'], '--rate takes a number from 0.01 to 10000.'],
  ['replay', [...target, ...query, '--concurrency', '65'], '--concurrency takes a number from 1 to 64.'],
  ['replay', [...target, ...query, '--baseline', ' '], '--baseline takes a name of 1 to 100 characters.'],
  ['replay', [...target, ...query, '--no-open'], 'Unknown flag --no-open.']
])('refuses %s with %j', (command, argv, message) => {
  const refuse = () => parseCommand(command, argv, {})
  expect(refuse).toThrow(AppError)
  expect(refuse).toThrow(message)
})

test('refuses a secret that is none without a word of it', () => {
  const refuse = () => parseCommand('check', [...target, '--secret', 'whsec_MfKQ9r8G-'], {})
  expect(refuse).toThrow(AppError)
  expect(refuse).not.toThrow('MfKQ9r8G')
})

test('names every probe in the help of check', () => {
  const help = describeCommand('check', '/data')
  for (const { probe } of PROBES) expect(help).toContain(probe.id)
})

test.each(COMMANDS)('describes the flags and exit codes of %s in lines that fit', (command) => {
  expect(parseCommand(command, ['--help'], {})).toBeNull()
  const help = describeCommand(command, '/home/me/.local/share/webhook-inspector')
  for (const text of ['--target', '--json', 'SCALEKIT_WEBHOOK_SECRET', 'Exit codes', '\n  3  '])
    expect(help).toContain(text)
  expect(help.split('\n').filter((line) => line.length > 120)).toEqual([])
})
