import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { ngrokConfigFiles } from '../core/authtoken/config-files.ts'
import { describeFlags, flags, inWordsOf } from './flags.ts'
import { parseArguments, readEnvironment, type BrowserOptions } from './options.ts'

const folder = mkdtempSync(join(tmpdir(), 'options test '))
afterAll(() => rmSync(folder, { recursive: true }))
const certificates = join(folder, 'ca.pem')
writeFileSync(certificates, '')

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const otherSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

const defaults: BrowserOptions = {
  dataDir: null,
  receiverPort: null,
  sessionSecrets: [],
  forwardTargets: [],
  ngrok: {
    authtoken: null,
    configFiles: ngrokConfigFiles(process.platform, {}, homedir()),
    domain: null,
    connectUrl: null,
    connectCas: null
  },
  uiPort: null,
  tunnel: false,
  open: true,
  json: false
}
const ngrok = (part: Partial<BrowserOptions['ngrok']>) => ({ ngrok: { ...defaults.ngrok, ...part } })

test('needs nothing at all', () => {
  expect(parseArguments([], {})).toEqual({ show: null, options: defaults })
})

/** What a flag gives, and that the same in its variable gives the same. */
const given: [argv: string[], env: Record<string, string>, expected: Partial<BrowserOptions>][] = [
  [['--data-dir', 'a b'], { WEBHOOK_INSPECTOR_DATA_DIR: 'a b' }, { dataDir: resolve('a b') }],
  [['--receiver-port', '0'], { WEBHOOK_INSPECTOR_RECEIVER_PORT: '0' }, { receiverPort: 0 }],
  [['--receiver-port=65535'], { WEBHOOK_INSPECTOR_RECEIVER_PORT: '65535' }, { receiverPort: 65_535 }],
  [['--ui-port', '4711'], { WEBHOOK_INSPECTOR_UI_PORT: '4711' }, { uiPort: 4711 }],
  [['--secret', secret], { SCALEKIT_WEBHOOK_SECRET: secret }, { sessionSecrets: [secret] }],
  [
    ['--secret', secret, '--secret', otherSecret],
    { SCALEKIT_WEBHOOK_SECRET: ` ${secret}, ${otherSecret} ` },
    { sessionSecrets: [secret, otherSecret] }
  ],
  [['--tunnel'], { WEBHOOK_INSPECTOR_TUNNEL: '1' }, { tunnel: true }],
  [
    ['--domain', 'my-app.ngrok.app'],
    { NGROK_DOMAIN: 'my-app.ngrok.app' },
    ngrok({ domain: 'my-app.ngrok.app' })
  ],
  [
    ['--ngrok-connect-url', '127.0.0.1:4443'],
    { NGROK_CONNECT_URL: '127.0.0.1:4443' },
    ngrok({ connectUrl: '127.0.0.1:4443' })
  ],
  [
    ['--ngrok-connect-url', '[::1]:443'],
    { NGROK_CONNECT_URL: '[::1]:443' },
    ngrok({ connectUrl: '[::1]:443' })
  ],
  [
    ['--ngrok-connect-cas', certificates],
    { NGROK_CONNECT_CAS: certificates },
    ngrok({ connectCas: certificates })
  ],
  [
    ['--forward', 'http://localhost:8080/a', '--forward=https://10.0.0.1/b?c=d'],
    { WEBHOOK_INSPECTOR_FORWARD: 'http://localhost:8080/a https://10.0.0.1/b?c=d' },
    { forwardTargets: ['http://localhost:8080/a', 'https://10.0.0.1/b?c=d'] }
  ],
  [['--no-open'], { WEBHOOK_INSPECTOR_NO_OPEN: 'yes' }, { open: false }],
  [['--json'], { WEBHOOK_INSPECTOR_JSON: 'true' }, { json: true }]
]
test.each(given)('reads %j as it reads %j', (argv, env, expected) => {
  const wanted = { show: null, options: { ...defaults, ...expected } }
  expect(parseArguments(argv, {})).toEqual(wanted)
  expect(parseArguments([], env)).toEqual(wanted)
})

test('knows every flag that the table above tries', () => {
  const tried = new Set(given.flatMap(([argv]) => argv.map((arg) => arg.split('=')[0]!)))
  expect(Object.keys(flags).filter((flag) => !tried.has(`--${flag}`))).toEqual([])
})

test('takes the authtoken from the environment only', () => {
  expect(readEnvironment({ NGROK_AUTHTOKEN: ' tok ' }).ngrok.authtoken).toBe('tok')
  expect(() => parseArguments(['--authtoken', 'tok'], {})).toThrow('Unknown flag --authtoken.')
})

test('lets a flag win over its variable, even over one that it would refuse', () => {
  const env = { WEBHOOK_INSPECTOR_RECEIVER_PORT: 'nonsense', SCALEKIT_WEBHOOK_SECRET: otherSecret }
  expect(parseArguments(['--receiver-port', '1', '--secret', secret], env)).toMatchObject({
    options: { receiverPort: 1, sessionSecrets: [secret] }
  })
})

test('takes the last of a flag that is given twice', () => {
  expect(parseArguments(['--ui-port', '1', '--ui-port', '2'], {})).toMatchObject({ options: { uiPort: 2 } })
})

test('counts an empty variable as absent, and 0 as no', () => {
  const env = {
    WEBHOOK_INSPECTOR_RECEIVER_PORT: '',
    SCALEKIT_WEBHOOK_SECRET: ' ',
    WEBHOOK_INSPECTOR_JSON: '0'
  }
  expect(parseArguments([], env)).toEqual({ show: null, options: defaults })
})

test.each([['--help'], ['--version']] as const)('answers %s whatever else is asked', (flag) => {
  expect(parseArguments(['--tunnel', flag], {})).toEqual({ show: flag.slice(2) })
})

test.each<[argv: string[], env: Record<string, string>, message: string]>([
  [['--colour'], {}, 'Unknown flag --colour. --help lists all of them.'],
  [['-x'], {}, 'Unknown flag -x. --help lists all of them.'],
  [['--host', '0.0.0.0'], {}, 'The page listens on 127.0.0.1 only'],
  [['--ui-host=::'], {}, 'forward its port: ssh -L'],
  [['--bind', '10.0.0.1'], {}, 'The page listens on 127.0.0.1 only'],
  [['--base-path', '/inspector'], {}, 'takes no path before it'],
  [['serve'], {}, 'Argument 1 is not a flag. --help lists what can be given.'],
  [['--json', '--', 'serve'], {}, 'Argument 2 is not a flag. --help lists what can be given.'],
  [['--json=yes'], {}, '--json takes no value.'],
  [['--data-dir'], {}, '--data-dir needs a value.'],
  [['--data-dir='], {}, '--data-dir needs a value.'],
  [['--data-dir', '--json'], {}, '--data-dir needs a value.'],
  [['--receiver-port', '65536'], {}, '--receiver-port takes a port number from 0 to 65535.'],
  [['--receiver-port', '3000x'], {}, '--receiver-port takes a port number from 0 to 65535.'],
  [['--receiver-port=-1'], {}, '--receiver-port takes a port number from 0 to 65535.'],
  [['--ui-port', '1e3'], {}, '--ui-port takes a port number from 0 to 65535.'],
  [[], { WEBHOOK_INSPECTOR_UI_PORT: 'x' }, 'WEBHOOK_INSPECTOR_UI_PORT takes a port number from 0 to 65535.'],
  [[], { WEBHOOK_INSPECTOR_JSON: 'maybe' }, 'WEBHOOK_INSPECTOR_JSON takes 1 or 0.'],
  [['--domain', 'https://my-app.ngrok.app'], {}, '--domain takes a domain name'],
  [['--domain', 'localhost'], {}, '--domain takes a domain name'],
  [['--ngrok-connect-url', 'connect.example.com'], {}, '--ngrok-connect-url takes HOST:PORT'],
  [['--ngrok-connect-url', 'connect.example.com:0'], {}, '--ngrok-connect-url takes HOST:PORT'],
  [['--ngrok-connect-url', 'https://connect.example.com:443'], {}, '--ngrok-connect-url takes HOST:PORT'],
  [
    ['--ngrok-connect-cas', join(folder, 'none.pem')],
    {},
    '--ngrok-connect-cas names a file that cannot be read'
  ],
  [['--ngrok-connect-cas', folder], {}, '--ngrok-connect-cas names a file that cannot be read'],
  [['--forward', 'mailto:me'], {}, '--forward: The target must be an address like'],
  [['--forward', 'ftp://localhost/'], {}, '--forward: The target must be an address like'],
  [
    [],
    { WEBHOOK_INSPECTOR_FORWARD: 'http://localhost ftp://nope' },
    'WEBHOOK_INSPECTOR_FORWARD: The target must be'
  ]
])('refuses %j with %j', (argv, env, message) => {
  expect(() => parseArguments(argv, env)).toThrow(AppError)
  expect(() => parseArguments(argv, env)).toThrow(message)
})

test.each([
  [['--secret', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
  [['--secret', 'whsec_']],
  [['--secret', 'whsec_MfKQ9r8G-MfKQ9r8G']],
  [['--secret', 'whsec_MfKQ9r8G_MfKQ9r8G']],
  [['--secret', 'whsec_MfKQ9r8G MfKQ9r8G']],
  [['--sercet', 'whsec_MfKQ9r8G']],
  [['--secretwhsec_MfKQ9r8G']],
  [['whsec_MfKQ9r8G']],
  [['--json=whsec_MfKQ9r8G']],
  [['--receiver-port', 'whsec_MfKQ9r8G']]
])('refuses %j without a word of the secret', (argv) => {
  const refuse = () => parseArguments(argv, {})
  expect(refuse).toThrow(AppError)
  expect(refuse).not.toThrow('MfKQ9r8G')
})

test('describes every flag and its variable in lines that fit', () => {
  const help = describeFlags('/home/me/.local/share/webhook-inspector')
  for (const [flag, { variable }] of Object.entries(flags)) {
    expect(help).toContain(`--${flag}`)
    expect(help).toContain(variable)
  }
  expect(help.split('\n').filter((line) => line.length > 120)).toEqual([])
})

test('the help of the installed program names that program', () => {
  const help = describeFlags('/data')
  for (const script of ['/usr/bin/webhook-inspector', 'C:\\npm\\out\\main\\start.js']) {
    expect(inWordsOf(script, help)).toMatch(/^Usage: webhook-inspector \[flags\]$/m)
    expect(inWordsOf(script, help)).not.toContain('npm run')
  }
  expect(inWordsOf('/app/scripts/serve.mjs', help)).toBe(help)
})
