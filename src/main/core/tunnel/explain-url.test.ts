import { expect, test } from 'vitest'
import { explainUrl, isUrlAtFault } from './explain-url.ts'
import type { Finding } from './public-probe.ts'

const unreachable = (code: string, message = 'it broke') => ({
  kind: 'unreachable' as const,
  code,
  message,
  isConnected: true
})
const answered = (status: number, more: object = {}): Finding => ({
  kind: 'answered',
  status,
  server: null,
  location: null,
  ngrokCode: null,
  isPage: false,
  ...more
})

const cases: readonly [Finding, code: string, says: RegExp][] = [
  [{ kind: 'silent', isConnected: true }, 'url_silent', /No answer came back/],
  [{ kind: 'silent', isConnected: false }, 'url_unreachable', /cannot be reached.*no answer in time/],
  [{ ...unreachable('EACCES'), isConnected: false }, 'url_unreachable', /cannot be reached.*EACCES/],
  [{ kind: 'unexpected' }, 'url_other_copy', /another copy of Webhook Inspector.*too late.*which copies run/],
  [unreachable('ENOTFOUND'), 'url_no_dns', /hooks\.example\.com does not resolve/],
  [unreachable('EAI_AGAIN'), 'url_no_dns', /Without a network/],
  [unreachable('ECONNREFUSED'), 'url_refused', /refuses connections.*Start the tunnel/],
  [unreachable('ETIMEDOUT'), 'url_unreachable', /cannot be reached/],
  [unreachable('ENETUNREACH'), 'url_unreachable', /Check the network/],
  [unreachable('CERT_HAS_EXPIRED'), 'url_untrusted', /has expired.*clock/],
  [unreachable('ERR_TLS_CERT_ALTNAME_INVALID'), 'url_untrusted', /another name/],
  [unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'), 'url_untrusted', /no authority.*provider/],
  [unreachable('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'url_untrusted', /no authority/],
  [unreachable('EPROTO'), 'url_not_tls', /does not speak TLS/],
  [unreachable('ERR_SSL_WRONG_VERSION_NUMBER'), 'url_not_tls', /does not speak TLS/],
  [unreachable('ECONNRESET'), 'url_cut', /broke before an answer came \(ECONNRESET\)/],
  [unreachable('unknown', 'Parse Error'), 'url_cut', /\(Parse Error\)/],
  [
    answered(302, { location: 'https://team.cloudflareaccess.com/login?x=1' }),
    'url_redirects',
    /to https:\/\/team\.cloudflareaccess\.com \(302\).*do not follow/
  ],
  [answered(308, { location: '/elsewhere' }), 'url_redirects', /to \/elsewhere \(308\)/],
  [answered(401, { isPage: true }), 'url_locked', /without signing in.*access control/],
  [answered(403), 'url_locked', /answered 403/],
  [
    answered(502, { server: 'nginx/1.25' }),
    'url_dead_end',
    /502 \(server: nginx\/1\.25\).*cannot reach the receiver/
  ],
  [answered(504), 'url_dead_end', /port/],
  [
    answered(530, { server: 'cloudflare', isPage: true }),
    'url_page',
    /530 \(server: cloudflare\) with a web page/
  ],
  [answered(200, { isPage: true }), 'url_page', /warning or sign-in page/],
  [answered(404), 'url_other', /answered 404, and that was not this app/],
  [answered(204), 'url_other', /another copy/]
]

test.each(cases)('explains %j as %s', (finding, code, says) => {
  const problem = explainUrl('https://hooks.example.com', finding)
  expect(problem.code).toBe(code)
  expect(`${problem.reason} ${problem.action}`).toMatch(says)
  const isBehind = 'status' in finding || ['url_silent', 'url_cut', 'url_other_copy'].includes(code)
  expect(isUrlAtFault(code)).toBe(!isBehind)
})
