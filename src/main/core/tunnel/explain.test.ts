import { expect, test } from 'vitest'
import { explainFailedTest, explainFailure } from './explain.ts'
import type { FailedMessage } from './messages.ts'
import { explainCode } from './problems.ts'
import { FailedTest } from './public-probe.ts'

const authtoken = '2abcDEFghiJKLmno_3pqrSTUvwxYZ0123'

const connect = (words: string, code: string) =>
  ({ stage: 'connect', text: `failed to connect session: ${words} error_code: ${code}` }) as const
const bind = (words: string, code: string) =>
  ({ stage: 'bind', text: `failed to start listener: ${words} error_code: ${code}` }) as const

const failures: readonly [Omit<FailedMessage, 'type'>, code: string, heals: string, says: RegExp][] = [
  [
    connect(`bad\nYour authtoken: ${authtoken}`, 'ERR_NGROK_105'),
    'ERR_NGROK_105',
    'never',
    /not one.*API key/
  ],
  [
    connect(`Your authtoken: ${authtoken}`, 'ERR_NGROK_107'),
    'ERR_NGROK_107',
    'never',
    /revoked.*current one/
  ],
  [
    connect(`v1\nYour authtoken: ${authtoken}`, 'ERR_NGROK_106'),
    'ERR_NGROK_106',
    'never',
    /no longer accepts.*current one/
  ],
  [connect('unpaid', 'ERR_NGROK_102'), 'ERR_NGROK_102', 'never', /suspended.*billing/],
  [connect('against the terms', 'ERR_NGROK_103'), 'ERR_NGROK_103', 'never', /suspended/],
  [connect('your IP', 'ERR_NGROK_115'), 'ERR_NGROK_115', 'never', /network.*IP restrictions/],
  [connect('verify', 'ERR_NGROK_123'), 'ERR_NGROK_123', 'never', /email address.*link/],
  [connect('too old', 'ERR_NGROK_120'), 'ERR_NGROK_120', 'never', /Update Webhook Inspector/],
  [bind('reserve', 'ERR_NGROK_319'), 'ERR_NGROK_319', 'never', /not reserved.*clear the domain/],
  [bind('of another', 'ERR_NGROK_320'), 'ERR_NGROK_320', 'never', /another ngrok account/],
  [connect('bandwidth', 'ERR_NGROK_725'), 'ERR_NGROK_725', 'never', /bandwidth for this month.*of your own/],
  [connect('too many', 'ERR_NGROK_108'), 'ERR_NGROK_108', 'afterLoss', /as many agents.*End another/],
  [connect('too old', 'ERR_NGROK_121'), 'ERR_NGROK_121', 'never', /Update Webhook Inspector/],
  [bind('too many', 'ERR_NGROK_324'), 'ERR_NGROK_324', 'never', /as many endpoints.*Stop one/],
  [
    bind('online', 'ERR_NGROK_334'),
    'ERR_NGROK_334',
    'afterLoss',
    /another program.*other copy.*only some of the deliveries/
  ],
  [connect('none', 'ERR_NGROK_4018'), 'ERR_NGROK_4018', 'never', /needs an authtoken/],
  [
    connect('Maintenance\nuntil noon.', 'ERR_NGROK_77'),
    'ERR_NGROK_77',
    'always',
    /: Maintenance until noon\. Read/
  ],
  [
    { stage: 'connect', text: 'failed to connect session: failed to establish tcp connection' },
    'unreachable',
    'always',
    /cannot be reached.*closer look.*443/
  ],
  [
    { stage: 'connect', text: 'failed to connect session: tls handshake error' },
    'untrusted',
    'always',
    /inspects.*clock.*NGROK_CONNECT_CAS/
  ],
  [
    { stage: 'load', text: 'Cannot find module' },
    'sdk_unavailable',
    'never',
    /could not be loaded.*Visual C\+\+/
  ],
  [{ stage: 'forward', text: 'forwarding ended' }, 'connection_lost', 'always', /was lost/],
  [
    { stage: 'forward', text: 'x: ListenerClosed { message: "" }' },
    'endpoint_stopped',
    'never',
    /from outside,/
  ],
  [
    {
      stage: 'forward',
      text: `ListenerClosed { message: "by \\"${authtoken}\\"", error_code: ERR_NGROK_78 }`
    },
    'ERR_NGROK_78',
    'never',
    /from outside: by .*\[authtoken\]/
  ],
  [{ stage: 'connect', text: `Panic with ${authtoken}` }, 'unknown', 'always', /: Panic with \[authtoken\]/]
]

test.each(failures)('explains %j', (failure, code, heals, says) => {
  const problem = explainFailure(failure, authtoken)
  expect(problem).toMatchObject({ code, heals })
  expect(`${problem.reason} ${problem.action}`).toMatch(says)
  expect(JSON.stringify(problem)).not.toContain(authtoken)
})

test('hides what looks like an authtoken even when it is not quite the one that was given', () => {
  const problem = explainFailure({ stage: 'connect', text: `no: ${authtoken}x` }, 'another')
  expect(problem.reason).toBe('The tunnel failed: no: [authtoken]')
})

test('says that no answer came, and why that may be', () => {
  expect(explainCode('no_answer').reason).toMatch(/did not answer in time.*sign-in page.*proxy.*firewall/)
})

const answered = (ngrokCode: string | null) =>
  new FailedTest('https://x.example', {
    kind: 'answered',
    status: 404,
    server: null,
    location: null,
    ngrokCode,
    isPage: true
  })

test.each([
  ['ERR_NGROK_3200', 'always', /nothing is online/],
  ['ERR_NGROK_3004', 'always', /no proper answer/],
  ['ERR_NGROK_8012', 'always', /no proper answer/],
  ['ERR_NGROK_725', 'never', /bandwidth for this month/],
  ['ERR_NGROK_726', 'never', /connections for this month/],
  ['ERR_NGROK_727', 'never', /requests for this month/],
  ['ERR_NGROK_734', 'always', /in a minute/],
  ['ERR_NGROK_6024', 'always', /warning page.*webhooks/]
])('reads %s out of a page of ngrok that a test request met', (code, heals, says) => {
  const problem = explainFailedTest(answered(code))
  expect(problem).toMatchObject({ code, heals })
  expect(`${problem.reason} ${problem.action}`).toMatch(says)
})

test('looks for what else a test request met in the network of this machine, as the rest is in order', () => {
  const error = new FailedTest('https://x.example', {
    kind: 'unreachable',
    code: 'SELF_SIGNED_CERT_IN_CHAIN',
    message: '',
    isConnected: true
  })
  expect(explainFailedTest(error)).toMatchObject({
    code: 'url_untrusted',
    action: expect.stringContaining('an exception for x.example')
  })
})

test('sends nobody to the network for a test request that another copy of the app answered', () => {
  const error = new FailedTest('https://x.example', { kind: 'unexpected' })
  expect(explainFailedTest(error)).toMatchObject({
    code: 'url_other_copy',
    action: expect.stringContaining('which copies run'),
    heals: 'always'
  })
})

test('says what else a test request met', () => {
  expect(explainFailedTest(answered(null))).toMatchObject({ code: 'url_page', heals: 'always' })
  expect(explainFailedTest(answered('ERR_NGROK_9997')).reason).toContain('404 (ERR_NGROK_9997)')
  expect(explainFailedTest(new Error('A bug'))).toMatchObject({
    code: 'self_test_failed',
    reason: 'The test request through the public URL failed: A bug.'
  })
})
