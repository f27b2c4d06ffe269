import { createHmac } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { beforeAll, describe, expect, it } from 'vitest'
import type { HeaderPair, ReasonCode } from '#shared/models.ts'
import { isCoded, judge, signatureHeadersOf } from '../judge.ts'
import { loadScalekitVerifier, type SdkVerifier } from '../scalekit.ts'
import { diagnose } from './diagnose.ts'
import type { DoctorSecret, Patient } from './patient.ts'

const AT = Date.UTC(2026, 10, 26, 12)
const NOW_S = String(AT / 1000)
const keyText = (text: string) => Buffer.from(text.padEnd(24, '.')).toString('base64')
const KEY = keyText('the key of endpoint A')
const SECRET = `whsec_${KEY}`
const OTHER_SECRET = `whsec_${keyText('another key')}`
const SAMPLE_SECRET = `whsec_${keyText('of the samples')}`

const secretOf = (value: string, change: Partial<DoctorSecret> = {}): DoctorSecret => ({
  id: `sec_${value.slice(-6)}`,
  label: 'Production',
  lastFour: value.slice(-4),
  value,
  endpointId: 'ep_a',
  endpointName: 'Alpha',
  sample: false,
  ...change
})
const sampleSecret = secretOf(SAMPLE_SECRET, { sample: true, endpointId: null, endpointName: null })
const ofBeta = secretOf(OTHER_SECRET, { endpointId: 'ep_b', endpointName: 'Beta', label: 'Staging' })

const EVENT =
  '{"spec_version":"1","id":"evt_1","type":"organization.created","data":{"z":1,"b":"sales & marketing","a":"caf\u00e9 \u2603 https://x.example/"}}'

interface Made {
  readonly headers: HeaderPair[]
  readonly body: string | Uint8Array
}
interface Case {
  readonly code: string
  readonly evidence?: RegExp
  readonly made: () => Made
  readonly secrets?: readonly DoctorSecret[]
  readonly delivery?: Partial<Patient['delivery']>
  readonly endpoint?: null
  /** What the SDK makes of it with the endpoint's own secrets; `none` where it accepts it or is not asked. */
  readonly sdk: ReasonCode | 'none'
}

let sdk: SdkVerifier
beforeAll(async () => {
  sdk = await loadScalekitVerifier()
})

/** Signed by an independent implementation of the scheme. */
function made(body = EVENT, { secret = SECRET, at = AT, prefix = 'webhook-', id = 'msg_1' } = {}): Made {
  return {
    body,
    headers: [
      [`${prefix}id`, id],
      [`${prefix}timestamp`, String(Math.floor(at / 1000))],
      [`${prefix}signature`, new Webhook(secret).sign(id, new Date(at), body)]
    ]
  }
}
const withBody = (request: Made, body: string | Uint8Array): Made => ({ ...request, body })
const withHeader = (request: Made, name: string, change: (value: string) => string): Made => ({
  ...request,
  headers: request.headers.map(([key, value]) => [key, key === name ? change(value) : value])
})
const withSignature = (change: (value: string) => string) => withHeader(made(), 'webhook-signature', change)
const also = (request: Made, ...headers: HeaderPair[]): Made => ({
  ...request,
  headers: [...request.headers, ...headers]
})
const hex = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex')
const base64 = (key: string | Buffer, text: string | Buffer) =>
  createHmac('sha256', key).update(text).digest('base64')
const key = Buffer.from(KEY, 'base64')
const signedAs = (signature: string, timestamp = NOW_S, body: string | Uint8Array = EVENT): Made => ({
  body,
  headers: [
    ['webhook-id', 'msg_1'],
    ['webhook-timestamp', timestamp],
    ['webhook-signature', signature]
  ]
})

function patientOf({
  made: make,
  secrets = [secretOf(SECRET)],
  delivery,
  endpoint,
  sdk: code
}: Case): Patient {
  const { headers, body } = make()
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return {
    delivery: {
      kind: 'webhook',
      verdict: 'rejected',
      reason: code === 'none' ? null : { code, message: '' },
      method: 'POST',
      target: '/hooks/alpha',
      headers,
      trailers: [],
      receivedAt: AT,
      bodyBytes: bytes.length,
      bodyComplete: true,
      status: 401,
      webhookId: 'msg_1',
      triggerPoint: null,
      endpointId: 'ep_a',
      ...delivery
    },
    body: bytes,
    endpoint: endpoint === null ? null : { id: 'ep_a', name: 'Alpha' },
    secrets: [...secrets, sampleSecret],
    matchedSecretId: null
  }
}
function sdkOn({ delivery, body }: Patient, secret: DoctorSecret): ReasonCode | 'none' {
  const { kind, headers, receivedAt } = delivery
  const signed = { kind, signature: signatureHeadersOf(headers), body, receivedAt, isCoded: isCoded(headers) }
  return judge(sdk, [secret], signed).reason?.code ?? 'none'
}

const secretCases: Record<string, Case> = {
  'no secret stored at all': {
    code: 'no_secret_stored',
    made,
    secrets: [],
    delivery: { verdict: 'unchecked', reason: { code: 'no_secret', message: '' } },
    sdk: 'none'
  },
  'no secret for this endpoint, and another that does not fit': {
    code: 'no_secret_for_endpoint',
    evidence: /other endpoints \(1\)/,
    made,
    secrets: [ofBeta],
    delivery: { verdict: 'unchecked', reason: { code: 'no_secret', message: '' } },
    sdk: 'none'
  },
  "another endpoint's secret": {
    code: 'other_endpoint_secret',
    evidence: /"Staging" \(…[\w+/=]{4}\) of the endpoint "Beta" reproduces/,
    made: () => made(EVENT, { secret: OTHER_SECRET }),
    secrets: [secretOf(SECRET), ofBeta],
    sdk: 'invalid_signature'
  },
  "another endpoint's secret while this endpoint is gone": {
    code: 'other_endpoint_secret',
    made: () => made(EVENT, { secret: OTHER_SECRET }),
    secrets: [ofBeta],
    endpoint: null,
    sdk: 'none'
  },
  'a secret that was added later': {
    code: 'secret_added_later',
    made: () => made(EVENT, { secret: OTHER_SECRET }),
    secrets: [secretOf(SECRET), secretOf(OTHER_SECRET)],
    delivery: { reason: { code: 'invalid_signature', message: '' } },
    sdk: 'none'
  },
  'the sample secret': {
    code: 'sample_secret',
    made: () => made(EVENT, { secret: SAMPLE_SECRET }),
    sdk: 'invalid_signature'
  },
  'a secret that nobody has': {
    code: 'secret_unknown',
    evidence: /Checked with the secret "Production"/,
    made: () => made(EVENT, { secret: `whsec_${keyText('unheard of')}` }),
    sdk: 'invalid_signature'
  },
  'a delivery imported as verified': {
    code: 'imported',
    made: () => made(EVENT, { secret: OTHER_SECRET }),
    delivery: { verdict: 'unchecked', reason: { code: 'imported', message: '' } },
    sdk: 'none'
  },
  'a secret with an underscore inside': {
    code: 'secret_malformed',
    evidence: /second underscore[^]*all that follows the first underscore/,
    made: () =>
      signedAs(
        `v1,${base64(Buffer.from('abc-d_ef0123456789abcdef', 'base64url'), `msg_1.${NOW_S}.${EVENT}`)}`
      ),
    secrets: [secretOf('whsec_abc-d_ef0123456789abcdef')],
    sdk: 'invalid_signature'
  },
  'a secret with an environment in its prefix': {
    code: 'secret_malformed',
    evidence: /after the last underscore/,
    made,
    secrets: [secretOf(`whsec_test_${KEY}`)],
    sdk: 'invalid_signature'
  },
  'a secret without prefix': {
    code: 'secret_malformed',
    evidence: /no underscore/,
    made,
    secrets: [secretOf(KEY)],
    sdk: 'invalid_secret'
  },
  'a secret stored with its variable name and quotes': {
    code: 'secret_malformed',
    made,
    secrets: [secretOf(`WEBHOOK_SECRET="${SECRET}"`)],
    sdk: 'invalid_signature'
  },
  'a secret stored as base64 once more': {
    code: 'secret_malformed',
    evidence: /decoded from base64/,
    made,
    secrets: [secretOf(Buffer.from(SECRET).toString('base64'))],
    sdk: 'invalid_secret'
  },
  'a percent-encoded secret': {
    code: 'secret_malformed',
    evidence: /percent-encod/,
    made: () => signedAs(`v1,${base64(Buffer.from('ab+/cdef', 'base64'), `msg_1.${NOW_S}.${EVENT}`)}`),
    secrets: [secretOf('whsec_ab%2B%2Fcdef')],
    sdk: 'invalid_signature'
  },
  'a secret whose plus signs have become spaces': {
    code: 'secret_malformed',
    evidence: /white space inside/,
    made: () => signedAs(`v1,${base64(Buffer.from('ab+cdefg+jkl', 'base64'), `msg_1.${NOW_S}.${EVENT}`)}`),
    secrets: [secretOf('whsec_ab cdefg jkl')],
    sdk: 'invalid_signature'
  },
  'a malformed secret that does not fit either': {
    code: 'secret_malformed',
    made: () => made(EVENT, { secret: OTHER_SECRET }),
    secrets: [secretOf('nothing')],
    sdk: 'invalid_secret'
  },
  'a secret used as text, prefix cut off': {
    code: 'secret_as_text',
    evidence: /not decoded from base64/,
    made: () => signedAs(`v1,${base64(KEY, `msg_1.${NOW_S}.${EVENT}`)}`),
    sdk: 'invalid_signature'
  },
  'a secret used as text with its prefix': {
    code: 'secret_as_text',
    evidence: /prefix included/,
    made: () => signedAs(`v1,${base64(SECRET, `msg_1.${NOW_S}.${EVENT}`)}`),
    sdk: 'invalid_signature'
  }
}

const headerCases: Record<string, Case> = {
  'a call of curl': {
    code: 'unsigned',
    evidence: /^GET \/hooks\/alpha .*curl\/8\.5\.0/,
    made: () => ({ headers: [['User-Agent', 'curl/8.5.0']], body: '' }),
    delivery: { method: 'GET' },
    sdk: 'missing_headers'
  },
  'an unsigned call before any secret is stored': {
    code: 'unsigned',
    made: () => ({ headers: [], body: '{}' }),
    secrets: [],
    sdk: 'none'
  },
  'svix names over a right signature': {
    code: 'svix_headers',
    evidence:
      /Found: svix-id, svix-timestamp, svix-signature\.[^]*can be reproduced, with the secret "Production"/,
    made: () => made(EVENT, { prefix: 'svix-' }),
    sdk: 'missing_headers'
  },
  'svix names over a signature of an unknown secret': {
    code: 'svix_headers',
    evidence: /No stored secret reproduces/,
    made: () => made(EVENT, { prefix: 'svix-', secret: `whsec_${keyText('unheard of')}` }),
    sdk: 'missing_headers'
  },
  'interceptor names on a webhook': {
    code: 'interceptor_headers',
    made: () => made(EVENT, { prefix: 'interceptor-' }),
    sdk: 'missing_headers'
  },
  'scalekit-signature': {
    code: 'scalekit_signature_header',
    evidence: /page of Scalekit's documentation/,
    made: () => ({ headers: [['Scalekit-Signature', hex(key, EVENT)]], body: EVENT }),
    sdk: 'missing_headers'
  },
  'x-scalekit-signature': {
    code: 'x_scalekit_signature_header',
    made: () => ({ headers: [['X-Scalekit-Signature', hex(SECRET, EVENT)]], body: EVENT }),
    sdk: 'missing_headers'
  },
  "another provider's header": {
    code: 'other_signature_header',
    evidence: /x-hub-signature-256/,
    made: () => ({ headers: [['X-Hub-Signature-256', `sha256=${hex(SECRET, EVENT)}`]], body: EVENT }),
    sdk: 'missing_headers'
  },
  'the form t=,v1= as a page of the docs makes it': {
    code: 't_v1_signature',
    evidence: /can be reproduced/,
    made: () => ({
      headers: [['webhook-signature', `t=${NOW_S},v1=${hex(SECRET, `${NOW_S}.${EVENT}`)}`]],
      body: EVENT
    }),
    sdk: 'missing_headers'
  },
  'an id that was lost': {
    code: 'headers_incomplete',
    evidence:
      /Found: webhook-timestamp, webhook-signature\. Missing or empty: webhook-id\.[^]*cannot be computed/,
    made: () => ({ ...made(), headers: made().headers.slice(1) }),
    sdk: 'missing_headers'
  },
  'an empty signature': {
    code: 'headers_incomplete',
    evidence: /Missing or empty: webhook-signature/,
    made: () => withSignature(() => ''),
    sdk: 'missing_headers'
  },
  'only an id': {
    code: 'headers_incomplete',
    made: () => ({ ...made(), headers: made().headers.slice(0, 1) }),
    sdk: 'missing_headers'
  },
  'a repeated id': {
    code: 'header_repeated',
    evidence: /reads it as msg_1, msg_1[^]*right for msg_1 alone/,
    made: () => also(made(), ['Webhook-Id', 'msg_1']),
    sdk: 'invalid_signature'
  },
  'a signature in trailers': {
    code: 'headers_in_trailers',
    made: () => ({ headers: [], body: EVENT }),
    delivery: { trailers: made().headers },
    sdk: 'missing_headers'
  }
}

const later = (seconds: number) => made(EVENT, { at: AT + seconds * 1000 })
const stamped = (timestamp: string, hashed = timestamp) =>
  signedAs(`v1,${base64(key, `msg_1.${hashed}.${EVENT}`)}`, timestamp)
const timestampCases: Record<string, Case> = {
  'an age of minutes': {
    code: 'timestamp_too_old',
    evidence: /2026-11-26T11:53:20Z: 400 s \(6 min\) before its arrival[^]*can be reproduced/,
    made: () => later(-400),
    sdk: 'too_old'
  },
  'an age of minutes, signed with an unknown secret': {
    code: 'timestamp_too_old',
    evidence: /No stored secret reproduces/,
    made: () => made(EVENT, { at: AT - 400_000, secret: `whsec_${keyText('unheard of')}` }),
    sdk: 'too_old'
  },
  'an age of days': {
    code: 'timestamp_too_old',
    evidence: /\(3 days\)/,
    made: () => later(-3 * 86_400),
    sdk: 'too_old'
  },
  'a time to come': {
    code: 'timestamp_too_new',
    evidence: /301 s \(5 min\) after its arrival/,
    made: () => later(301),
    sdk: 'too_new'
  },
  milliseconds: {
    code: 'timestamp_milliseconds',
    evidence: /the second of its arrival[^]*With 1795694400000 in the signed text/,
    made: () => stamped(String(AT)),
    sdk: 'too_new'
  },
  'milliseconds beside signed seconds': {
    code: 'timestamp_milliseconds',
    evidence: /With 1795694400 in the signed text/,
    made: () => stamped(String(AT), NOW_S),
    sdk: 'too_new'
  },
  microseconds: { code: 'timestamp_microseconds', made: () => stamped(`${AT}000`), sdk: 'too_new' },
  'an ISO date': {
    code: 'timestamp_date',
    evidence: /takes it for 2026 seconds/,
    made: () => stamped('2026-11-26T12:00:00Z'),
    sdk: 'too_old'
  },
  'an HTTP date': {
    code: 'timestamp_date',
    evidence: /finds no number/,
    made: () => stamped('Thu, 26 Nov 2026 12:00:00 GMT'),
    sdk: 'invalid_headers'
  },
  'a word': { code: 'timestamp_not_a_number', made: () => stamped('today'), sdk: 'invalid_headers' },
  'a fraction that was signed': {
    code: 'timestamp_fraction',
    evidence: /takes it for 1795694400 /,
    made: () => stamped(`${NOW_S}.25`),
    sdk: 'invalid_signature'
  },
  'a unit after the number': {
    code: 'timestamp_trailing_text',
    made: () => stamped(`${NOW_S}s`),
    sdk: 'invalid_signature'
  }
}

const [, , [, good]] = made().headers as [HeaderPair, HeaderPair, HeaderPair]
const digest = good.slice(3)
const hexDigest = Buffer.from(digest, 'base64').toString('hex')
const signatureCases: Record<string, Case> = {
  'hexadecimal digits': {
    code: 'signature_hex',
    evidence: /can be reproduced/,
    made: () => withSignature(() => `v1,${hexDigest}`),
    sdk: 'invalid_signature'
  },
  'no version': {
    code: 'signature_unversioned',
    made: () => withSignature(() => digest),
    sdk: 'invalid_signature'
  },
  'the right digest as v2': {
    code: 'signature_version',
    evidence: /marked v2/,
    made: () => withSignature(() => `v2,${digest}`),
    sdk: 'invalid_signature'
  },
  'only a v1a signature': {
    code: 'signature_version',
    made: () => withSignature(() => `v1a,${Buffer.alloc(64, 7).toString('base64')}`),
    sdk: 'invalid_signature'
  },
  'a short signature before the good one': {
    code: 'signature_blocked',
    evidence: /Entry 1, v1,c2hvcnQ=, decodes to 5 bytes[^]*Entry 2 of 2 is right/,
    made: () => withSignature((value) => `v1,c2hvcnQ= ${value}`),
    sdk: 'invalid_signature'
  },
  'a bare v1 before the good one': {
    code: 'signature_blocked',
    evidence: /no comma/,
    made: () => withSignature((value) => `v1 ${value}`),
    sdk: 'invalid_signature'
  },
  'two signatures with a comma between': {
    code: 'signature_separator',
    made: () => withSignature((value) => `v1,${Buffer.alloc(32).toString('base64')},${value}`),
    sdk: 'invalid_signature'
  },
  quotes: {
    code: 'signature_separator',
    made: () => withSignature((value) => `"${value}"`),
    sdk: 'invalid_signature'
  },
  'a signature that was cut': {
    code: 'signature_malformed',
    evidence: /decodes to 15 bytes/,
    made: () => withSignature((value) => value.slice(0, 23)),
    sdk: 'invalid_signature'
  },
  'the timestamp and the body, hexadecimal, in the right headers': {
    code: 'secret_as_text',
    made: () => signedAs(`v1,${hex(SECRET, `${NOW_S}.${EVENT}`)}`),
    sdk: 'invalid_signature'
  },
  'a text without the id': {
    code: 'signed_text',
    evidence: /timestamp\.body, without the id/,
    made: () => signedAs(`v1,${base64(key, `${NOW_S}.${EVENT}`)}`),
    sdk: 'invalid_signature'
  },
  'the body alone': {
    code: 'signed_text',
    made: () => signedAs(`v1,${base64(key, EVENT)}`),
    sdk: 'invalid_signature'
  },
  'colons between the parts': {
    code: 'signed_text',
    evidence: /id:timestamp:body/,
    made: () => signedAs(`v1,${base64(key, `msg_1:${NOW_S}:${EVENT}`)}`),
    sdk: 'invalid_signature'
  }
}

const parsed: unknown = JSON.parse(EVENT)
const python = '{"a": "caf\\u00e9 & more", "b": [1, 2], "c": {}}'
const body = (code: string, signedBody: string, arrived: string | Uint8Array, evidence?: RegExp): Case => ({
  code,
  ...(evidence ? { evidence } : {}),
  made: () => withBody(made(signedBody), arrived),
  sdk: 'invalid_signature'
})
const overBytes = (code: string, signedBody: Buffer, arrived: string | Buffer): Case => ({
  code,
  made: () =>
    signedAs(
      `v1,${base64(key, Buffer.concat([Buffer.from(`msg_1.${NOW_S}.`), signedBody]))}`,
      NOW_S,
      arrived
    ),
  sdk: 'invalid_signature'
})
const bodyCases: Record<string, Case> = {
  'white space that JSON.stringify dropped': body(
    'body_whitespace',
    JSON.stringify(parsed, null, 2),
    EVENT,
    /indent of 2 spaces, .*Production[^]*differ from byte 1 on: signed "\\n/
  ),
  'an indent of 4 that was dropped': body('body_whitespace', JSON.stringify(parsed, null, 4), EVENT),
  'an indent of tabs that was dropped': body('body_whitespace', JSON.stringify(parsed, null, '\t'), EVENT),
  'an indent that was added': body(
    'body_whitespace',
    EVENT,
    JSON.stringify(parsed, null, 2),
    /no white space/
  ),
  'an indent and a newline that were added': body(
    'body_reserialised',
    EVENT,
    `${JSON.stringify(parsed, null, 4)}\n`
  ),
  'a number that was signed as JavaScript writes it': body('body_reserialised', '{"a":1}', '{"a":1.0}'),
  "Python's separators and escapes": body(
    'body_reserialised',
    python,
    JSON.stringify(JSON.parse(python)),
    /Python/
  ),
  "Python's separators without escapes": body(
    'body_whitespace',
    '{"a": "é", "b": [1, 2]}',
    '{"a":"é","b":[1,2]}'
  ),
  'sorted keys': body(
    'body_keys_sorted',
    '{"a":[{"c":1,"d":2}],"b":"x"}',
    '{"b":"x","a":[{"d":2,"c":1}]}',
    /keys sorted/
  ),
  "Go's escapes that JavaScript undid": body(
    'body_escapes',
    EVENT.replace('&', '\\u0026'),
    EVENT,
    /as Go does/
  ),
  "Go's escapes that were added": body('body_escapes', EVENT, EVENT.replace('&', '\\u0026')),
  'escaped slashes that were undone': body('body_escapes', EVENT.replaceAll('/', '\\/'), EVENT, /\\\//),
  'escaped slashes that were added': body('body_escapes', EVENT, EVENT.replaceAll('/', '\\/')),
  "PHP's escapes": body(
    'body_escapes',
    EVENT.replaceAll('/', '\\/').replace('é', '\\u00e9').replace('☃', '\\u2603'),
    EVENT,
    /PHP/
  ),
  'a newline that was added': body('body_newline', EVENT, `${EVENT}\n`, /without the newline/),
  'a newline that was dropped': body('body_newline', `${EVENT}\n`, EVENT, /arrived the end/),
  'a \\r\\n that was dropped': body('body_newline', `${EVENT}\r\n`, EVENT),
  'a newline dropped from text that is no JSON': body('body_newline', 'hello\n', 'hello'),
  'a byte order mark that was added': body('body_bom', EVENT, `\ufeff${EVENT}`),
  'a byte order mark that was dropped': body('body_bom', `\ufeff${EVENT}`, EVENT),
  'line ends made \\r\\n': body('body_line_ends', '{\n"a":1\n}', '{\r\n"a":1\r\n}'),
  'line ends made \\n': body('body_line_ends', '{\r\n"a":1\r\n}', '{\n"a":1\n}'),
  'UTF-8 read as Latin-1': body('body_charset', EVENT, Buffer.from(EVENT).toString('latin1'), /Latin-1/),
  'UTF-8 read as Windows-1252': body(
    'body_charset',
    '{"a":"“€5”"}',
    '{"a":"â€œâ‚¬5â€\u009d"}',
    /Windows-1252/
  ),
  'text sent as Latin-1': body('body_charset', '{"a":"é"}', Buffer.from('{"a":"é"}', 'latin1')),
  'gzip on the way': body('body_compressed', EVENT, gzipSync(EVENT)),
  'deflate on the way': {
    ...body('body_compressed', EVENT, deflateSync(EVENT)),
    made: () => also(withBody(made(), deflateSync(EVENT)), ['Content-Encoding', 'deflate'])
  },
  'gzip undone on the way': overBytes('body_decompressed', gzipSync(EVENT), EVENT),
  'an empty text that was signed': body('body_not_signed', '', EVENT),
  'a parsed body that was signed as text': body('body_not_signed', '[object Object]', EVENT),
  'a body wrapped in a JSON string': body('body_wrapped', EVENT, JSON.stringify(EVENT)),
  'a body in base64': body('body_wrapped', EVENT, Buffer.from(EVENT).toString('base64')),
  'bytes that are no UTF-8': {
    ...overBytes(
      'body_not_utf8',
      Buffer.from('{"a":"\xe9"}', 'latin1'),
      Buffer.from('{"a":"\xe9"}', 'latin1')
    ),
    evidence: /offset 6\./
  },
  'a body that was lost': body('body_empty', EVENT, ''),
  'a replacement character': body('body_replaced_characters', '{"a":"é"}', '{"a":"\ufffd"}', /at byte 6/),
  'a body that was cut': body('body_cut', EVENT, EVENT.slice(0, 60), /60 bytes arrived/),
  'a body that is no JSON': body('body_not_json', EVENT, 'a=b&c=d'),
  'a body over the limit': {
    code: 'too_large',
    evidence: /20000001 bytes of the body arrived/,
    made,
    delivery: {
      bodyComplete: false,
      bodyBytes: 20_000_001,
      reason: { code: 'too_large', message: '' },
      status: 413
    },
    sdk: 'none'
  },
  'an upload that was aborted': {
    code: 'aborted',
    evidence: /of the 4096 that content-length announced/,
    made: () => also(made(), ['Content-Length', '4096']),
    delivery: { bodyComplete: false, reason: { code: 'aborted', message: '' }, status: null },
    sdk: 'none'
  }
}

const all = { ...secretCases, ...headerCases, ...timestampCases, ...signatureCases, ...bodyCases }

describe.each(Object.entries(all))('%s', (_name, one) => {
  it('is named first, with its evidence', () => {
    const explanation = diagnose(patientOf(one))
    const [first] = explanation.causes
    expect(explanation.causes.map(({ code }) => code)[0], JSON.stringify(explanation, null, 1)).toBe(one.code)
    expect(explanation).toMatchObject({ headline: first!.title, evidence: first!.evidence, fix: first!.fix })
    if (one.evidence) expect(first!.evidence.join('\n')).toMatch(one.evidence)
    expect(first!.fix).not.toBeNull()
  })

  it.skipIf(one.sdk === 'none')('is refused by the SDK', () => {
    const patient = patientOf(one)
    const own = patient.secrets.filter(({ endpointId }) => endpointId === 'ep_a')
    expect(own.map((secret) => sdkOn(patient, secret))).toEqual([one.sdk])
  })
})

it('names every respect in which a request departs from the scheme, and no other', () => {
  const request = withHeader(
    made(JSON.stringify(parsed, null, 2), { prefix: 'svix-', secret: OTHER_SECRET, at: AT - 4_000_000 }),
    'svix-signature',
    (value) => `v1,short ${value}`
  )
  const { causes, computation } = diagnose(
    patientOf({
      code: '',
      sdk: 'missing_headers',
      made: () => withBody(request, EVENT),
      secrets: [secretOf(SECRET), ofBeta]
    })
  )
  expect(causes.map(({ code }) => code)).toEqual([
    'svix_headers',
    'other_endpoint_secret',
    'timestamp_too_old',
    'signature_blocked',
    'body_whitespace'
  ])
  expect(computation!.at(-1)!.value).toContain('matches')
})

it('recognises the recipe that a page of the docs teaches as three mistakes', () => {
  const { causes } = diagnose(
    patientOf(signatureCases['the timestamp and the body, hexadecimal, in the right headers']!)
  )
  expect(causes.map(({ code }) => code)).toEqual(['secret_as_text', 'signature_hex', 'signed_text'])
  expect(causes[2]!.evidence.join('\n')).toContain("page of Scalekit's documentation")
})

it('words what is not proven as a possibility, and leaves out what cannot be', () => {
  const codes = (change: Partial<Case>) =>
    diagnose(patientOf({ ...secretCases['a secret that nobody has']!, ...change })).causes.map(
      ({ code }) => code
    )
  expect(codes({})).toEqual(['secret_unknown', 'body_changed'])
  expect(codes({ secrets: [] })).toEqual(['no_secret_stored'])
})

it('tells a clock from a stored request by the age', () => {
  const fix = (seconds: number) =>
    diagnose(patientOf({ code: '', sdk: 'too_old', made: () => later(seconds) })).fix
  expect(fix(-400)).toContain('clocks')
  expect(fix(-7_200)).toContain('stored and sent again verbatim')
  expect(fix(7_200)).toContain('time zone')
})

describe('an interceptor call', () => {
  const interceptor = { kind: 'interceptor', triggerPoint: 'PRE_SIGNUP', webhookId: null } as const
  const call = '{"trigger_point":"PRE_SIGNUP","interceptor_context":{}}'
  const diagnosed = (request: Made, delivery: Partial<Patient['delivery']> = {}) =>
    diagnose(
      patientOf({ code: '', sdk: 'none', made: () => request, delivery: { ...interceptor, ...delivery } })
    )

  it.each<[string, Made]>([
    ['webhook_headers', made(call, { prefix: 'webhook-' })],
    ['timestamp_too_old', made(call, { prefix: 'interceptor-', at: AT - 600_000 })],
    ['body_newline', withBody(made(call, { prefix: 'interceptor-' }), `${call}\n`)],
    ['secret_unknown', made(call, { prefix: 'interceptor-', secret: OTHER_SECRET })],
    ['headers_incomplete', { body: call, headers: made(call, { prefix: 'interceptor-' }).headers.slice(1) }],
    ['unsigned', { body: call, headers: [] }]
  ])('has its own %s, and warns about fail closed', (code, request) => {
    const patient = patientOf({ code, sdk: 'none', made: () => request, delivery: interceptor })
    expect(sdkOn(patient, secretOf(SECRET))).not.toBe('none')
    const { causes, warnings } = diagnosed(request)
    expect(causes[0]!.code).toBe(code)
    expect(warnings).toEqual([expect.stringContaining('fail closed')])
  })

  it('that is verified is computed with its own header names', () => {
    const { computation, warnings } = diagnosed(made(call, { prefix: 'interceptor-' }), {
      verdict: 'verified',
      reason: null
    })
    expect(computation!.at(-1)!.name).toBe('interceptor-signature, entry 1')
    expect(warnings).toHaveLength(1)
  })
})

describe('a verified delivery', () => {
  const verified = (request: Made, secrets = [secretOf(SECRET)], matched = secrets[0]?.id ?? null) => {
    const patient = patientOf({
      code: '',
      sdk: 'none',
      made: () => request,
      secrets,
      delivery: { verdict: 'verified', reason: null, status: 200 }
    })
    for (const secret of secrets) if (secret.id === matched) expect(sdkOn(patient, secret)).toBe('none')
    return diagnose({ ...patient, matchedSecretId: matched })
  }

  it('is computed step by step', () => {
    const { headline, causes, computation, warnings } = verified(
      withSignature((value) => `v1a,${Buffer.alloc(64).toString('base64')} ${value}`)
    )
    expect({ headline, causes, warnings }).toEqual({
      headline: 'The signature is genuine.',
      causes: [],
      warnings: []
    })
    expect(Object.fromEntries(computation!.map(({ name, value }) => [name, value]))).toEqual({
      Id: 'msg_1',
      Timestamp: `${NOW_S} (2026-11-26T12:00:00Z, the second of its arrival)`,
      'Signed text': `${`msg_1.${NOW_S}.${EVENT}`.slice(0, 100)}… (id.timestamp.body; ${Buffer.byteLength(EVENT) + 17} bytes)`,
      Key: `The secret "Production" (…${SECRET.slice(-4)}): the base64 after the first underscore, 24 bytes`,
      'HMAC-SHA256, base64': digest,
      'webhook-signature, entry 1': expect.stringMatching(/^v1a,A+==: skipped/),
      'webhook-signature, entry 2': `${good}: matches`
    })
  })

  it('says so when its secret is gone, and finds the same secret under another id', () => {
    expect(verified(made(), [], 'sec_gone')).toMatchObject({
      computation: null,
      evidence: [expect.stringContaining('removed since'), expect.any(String)]
    })
    expect(verified(made(), [secretOf(SECRET)], 'sec_gone').computation).not.toBeNull()
  })

  it('names the newer secret of a rotation', () => {
    const { evidence } = verified(made(), [secretOf(SECRET), secretOf(OTHER_SECRET, { label: 'New' })])
    expect(evidence[0]).toMatch(/one of 2 for this endpoint; the secret "New"/)
  })

  it.each<[string, Made, RegExp]>([
    ['an escape', made('{"a":"x \\u0026 y"}'), /escape \\u0026, .*at byte 8\./],
    ['an escaped slash', made('{"é":"\\/"}'), /escape \\\/, .*at byte 7\./],
    ['a decimal', made('{"a":1.0}'), /number 1\.0, which becomes 1, at byte 6/],
    ['an exponent', made('{"a":1e2}'), /number 1e2, which becomes 100/],
    ['a large integer', made('{"a":9007199254740993}'), /integer beyond 2\^53 9007199254740993/],
    ['white space', made('{"a": 1}'), /white space between its parts, at byte 5/],
    ['a newline at the end', made('{"a":1}\n'), /newline at its end, at byte 7/],
    ['a key that stands twice', made('{"a":1,"a":2}'), /key "a", which stands twice/],
    ['integer-like keys', made('{"b":1,"2":1}'), /integer-like keys such as "2"/]
  ])('warns that %s will not survive parse and print', (_what, request, warning) => {
    expect(JSON.stringify(JSON.parse(String(request.body)))).not.toBe(request.body)
    const { warnings } = verified(request)
    expect(warnings).toEqual([expect.stringMatching(warning)])
  })

  it.each<[string, Made, RegExp]>([
    [
      'a malformed entry after the good one',
      withSignature((value) => `${value} v1,c2hvcnQ=`),
      /Entry 2 .* 5 bytes/
    ],
    ['an entry that Python cannot decode', withSignature((value) => `v2,%% ${value}`), /Entry 1 .*Python/],
    [
      'base64url',
      withSignature((value) => value.replaceAll('+', '-').replaceAll('/', '_').replace(/^v1,/, 'v1,')),
      /base64url/
    ],
    ['a repeated header', also(made(), ['Webhook-Timestamp', NOW_S]), /webhook-timestamp arrived 2 times/],
    [
      'a body that is no UTF-8',
      signedAs(
        `v1,${base64(key, `msg_1.${NOW_S}.{"a":"\ufffd"}`)}`,
        NOW_S,
        Buffer.from('{"a":"\xff"}', 'latin1')
      ),
      /no UTF-8, first at offset 6/
    ]
  ])('warns of %s', (_what, request, warning) => {
    expect(verified(request).warnings.join('\n')).toMatch(warning)
  })

  it('warns of a body that is nested too deeply to be printed again', () => {
    const { warnings } = verified(made(`${'['.repeat(20_000)}${']'.repeat(20_000)}`))
    expect(warnings).toEqual([expect.stringContaining('nested more deeply')])
  })

  it('warns of a secret with quotes around it, which only the SDK for Node overlooks', () => {
    expect(verified(made(), [secretOf(`"${SECRET}"`)]).warnings).toContainEqual(
      expect.stringContaining('has quotes around it')
    )
  })

  it('warns of a secret with an empty key, which the SDK accepts', () => {
    const request = signedAs(`v1,${base64('', `msg_1.${NOW_S}.${EVENT}`)}`)
    expect(verified(request, [secretOf('whsec_')]).warnings).toEqual([
      expect.stringContaining('anyone can sign')
    ])
  })
})

const SLOW = 60_000
const headerName = fc.oneof(
  fc.constantFrom(
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
    'Svix-Signature',
    'interceptor-signature',
    'x-scalekit-signature',
    'content-encoding',
    'user-agent'
  ),
  fc.string()
)
const headerValue = fc.oneof(
  fc.string(),
  fc.constantFrom(
    good,
    hexDigest,
    `t=${NOW_S},v1=${hexDigest}`,
    NOW_S,
    String(AT),
    'br',
    'v1',
    'v1,',
    SECRET
  ),
  fc.integer().map(String)
)
const anyBody = fc.oneof(
  fc.uint8Array(),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .constantFrom('['.repeat(20_000), `${'['.repeat(20_000)}${']'.repeat(20_000)}`, SECRET)
    .map((text) => Buffer.from(text))
)

it('never throws and never tells a secret, whatever arrives', { timeout: SLOW }, () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(headerName, headerValue), { maxLength: 8 }),
      anyBody,
      fc.array(fc.string({ minLength: 16, maxLength: 40 }), { maxLength: 3 }),
      fc.constantFrom<Patient['delivery']['verdict']>('verified', 'rejected', 'unchecked'),
      fc.constantFrom<Patient['delivery']['kind']>('webhook', 'interceptor'),
      fc.boolean(),
      (headers, bytes, values, verdict, kind, bodyComplete) => {
        const secrets = [SECRET, ...values].map((value) => secretOf(value))
        const explanation = diagnose(
          patientOf({
            code: '',
            sdk: 'none',
            made: () => ({ headers: headers.map(([name, value]): HeaderPair => [name, value]), body: bytes }),
            secrets,
            delivery: { verdict, kind, bodyComplete }
          })
        )
        const said = JSON.stringify(explanation)
        expect(said).not.toContain(KEY)
        for (const value of values) expect(said).not.toContain(JSON.stringify(value).slice(1, -1))
        if (verdict !== 'verified') expect(explanation.causes.length).toBeGreaterThan(0)
      }
    ),
    { numRuns: 400 }
  )
})

it('bounds its work by the size of the body, and says that it did', () => {
  const large = Buffer.alloc(40_000_000, 'a')
  const secrets = Array.from({ length: 50 }, (_, index) => secretOf(`whsec_${keyText(`key ${index}`)}`))
  const { causes } = diagnose(
    patientOf({ code: '', sdk: 'invalid_signature', made: () => withBody(made(), large), secrets })
  )
  const unknown = causes.find(({ code }) => code === 'secret_unknown')!
  expect(unknown.evidence.join('\n')).toContain('not every way of changing it was tried')
})
