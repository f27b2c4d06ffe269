import { expect, test } from 'vitest'
import { explainCode, explainFailedTest, explainFailure } from './explain.ts'
import type { FailedMessage } from './messages.ts'

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
  [connect('too many', 'ERR_NGROK_108'), 'ERR_NGROK_108', 'afterLoss', /as many agents.*End another/],
  [connect('too old', 'ERR_NGROK_121'), 'ERR_NGROK_121', 'never', /Update Webhook Inspector/],
  [bind('too many', 'ERR_NGROK_324'), 'ERR_NGROK_324', 'never', /as many endpoints.*Stop one/],
  [bind('online', 'ERR_NGROK_334'), 'ERR_NGROK_334', 'afterLoss', /another program.*other copy/],
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
    /does not resolve.*refused or blocked.*443/
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

test('reads the code of an offline endpoint out of a failed self-test', () => {
  expect(explainFailedTest('https://x.example answered 404 (ERR_NGROK_3200).')).toMatchObject({
    code: 'ERR_NGROK_3200',
    heals: 'always'
  })
  expect(explainFailedTest('Nothing came back.')).toMatchObject({
    code: 'self_test_failed',
    reason: 'Nothing came back.'
  })
})
