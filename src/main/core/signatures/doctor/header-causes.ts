import type { Cause } from '#shared/models.ts'
import { familyOf, namesOf, valuesOf } from './envelopes.ts'
import { rightOrNot, type Findings } from './findings.ts'
import { clip } from './patient.ts'

/** What is the matter with the names and the presence of the signature's headers. Facts all. */
export function headerCauses(findings: Findings): Cause[] {
  const { patient, envelope, fit } = findings
  const { kind, headers } = patient.delivery
  const expected = familyOf(kind)
  const missing = namesOf(expected).filter((name) => valuesOf(headers, name).join('') === '')
  const found = namesOf(expected).filter((name) => !missing.includes(name))
  if (!envelope && found.length === 0) return [unsigned(findings)]

  const causes: Cause[] = []
  if (envelope?.place === 'trailers') {
    causes.push({
      code: 'headers_in_trailers',
      title: 'The signature came in trailers, after the body.',
      evidence: [`Trailer ${envelope.name}.`, 'The SDK is given headers only.', ...rightOrNot(findings)],
      fix: 'Send the signature in headers, before the body.'
    })
  } else if (envelope && envelope.family !== expected && (fit || missing.length > 0)) {
    causes.push(wrongFamily(findings, envelope.family, envelope.name))
  } else if (missing.length > 0 && envelope?.signature.time == null) {
    causes.push({
      code: 'headers_incomplete',
      title: `Only a part of the signature's headers arrived: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
      evidence: [
        `Found: ${found.join(', ') || (envelope?.name ?? 'none')}. Missing or empty: ${missing.join(', ')}.`,
        ...(findings.extent === 'none' ? ['Without them the signature cannot be computed.'] : []),
        ...rightOrNot(findings)
      ],
      fix: 'Look for a proxy or a script on the way that drops or renames headers; all three must arrive.'
    })
  }
  const [joined, ...single] = envelope?.ids ?? []
  if (joined !== undefined && single.length > 0 && (!fit || fit.text.id !== joined)) {
    causes.push({
      code: 'header_repeated',
      title: 'The id header arrived more than once.',
      evidence: [
        `A handler under Node reads it as ${clip(joined)}, and hashes that.`,
        ...(fit ? [`The signature is right for ${clip(fit.text.id)} alone.`] : [])
      ],
      fix: 'Find what on the way adds the header a second time; it must arrive once.'
    })
  }
  if (envelope?.signature.time != null) {
    causes.push({
      code: 't_v1_signature',
      title: 'The signature is written as t=…,v1=…, a form that no Scalekit SDK reads.',
      evidence: [
        `${envelope.name}: ${clip(envelope.signature.entries.map(({ text }) => text).join(' '), 60)}`,
        ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}.`] : []),
        'A page of Scalekit\'s documentation on best practices shows it, with hexadecimal digits; Scalekit sends "v1," and base64.',
        ...rightOrNot(findings)
      ],
      fix: 'Sign with a Standard Webhooks library, and verify with verifyWebhookPayload of the SDK.'
    })
  }
  return causes
}

/** By family, else by name: what the sender seems to follow, and what to do. */
function wrongFamily(findings: Findings, family: string | null, name: string): Cause {
  const { kind } = findings.patient.delivery
  const names = namesOf(familyOf(kind)).join(', ')
  const cause = (code: string, what: string, facts: string[], fix: string): Cause => ({
    code,
    title: findings.fit ? `It is signed with a stored secret, but ${what}.` : `It is signed ${what}.`,
    evidence: [
      `Found: ${family === null ? name : familyNames(findings, family)}. The SDK reads ${names}.`,
      ...facts,
      ...rightOrNot(findings)
    ],
    fix
  })
  const rename = `Send the three values as ${names}.`
  if (family === 'interceptor-') {
    return cause(
      'interceptor_headers',
      'as an interceptor call, not as a webhook',
      ['Interceptors have a secret of their own in Scalekit.'],
      'Verify it with verifyInterceptorPayload of the SDK, and answer it with a decision. If it is meant as a webhook, send it with the webhook-* headers.'
    )
  }
  if (family === 'webhook-') {
    return cause(
      'webhook_headers',
      'as a webhook, while its body is that of an interceptor call',
      [
        'The SDKs for Node and Java read only interceptor-* here, the one for Python takes both, and the one for Go only webhook-*.'
      ],
      'Verify it with the interceptor-* header names. A test call of your own must send those.'
    )
  }
  if (family?.includes('svix')) {
    return cause(
      'svix_headers',
      'under the header names of Svix',
      ["Svix libraries accept both names, Scalekit's SDKs do not."],
      `${rename} A handler that gets svix-* can copy them to those names before it verifies.`
    )
  }
  if (name === 'scalekit-signature' || name === 'x-scalekit-signature') {
    return cause(
      name === 'scalekit-signature' ? 'scalekit_signature_header' : 'x_scalekit_signature_header',
      `in the header ${name}`,
      [
        name === 'scalekit-signature'
          ? "A page of Scalekit's documentation shows this header, with a method that no SDK has; Scalekit does not send it."
          : 'Scalekit does not send this header.'
      ],
      `Sign as Standard Webhooks do. ${rename}`
    )
  }
  return cause(
    'other_signature_header',
    'under other header names',
    [],
    `If Scalekit sent it, something on the way renamed its headers. ${rename}`
  )
}

const familyNames = ({ patient }: Findings, family: string): string => {
  const { headers } = patient.delivery
  return namesOf(family)
    .filter((name) => valuesOf(headers, name).length > 0)
    .join(', ')
}

const CALLERS: readonly [pattern: RegExp, name: string][] = [
  [/curl|wget|httpie/i, 'a command line'],
  [/postman|insomnia|bruno|paw\//i, 'an API client'],
  [/kube-probe|healthcheck|health-check|googlehc|uptime|pingdom|statuscake|monitor/i, 'a health check'],
  [/bot|crawl|spider|scan/i, 'a crawler'],
  [/mozilla/i, 'a browser'],
  [/python|axios|node|undici|okhttp|java|go-http|ruby|guzzle/i, 'a script or another app']
]

function unsigned({ patient }: Findings): Cause {
  const { method, target, headers, bodyBytes, kind } = patient.delivery
  const agent = valuesOf(headers, 'user-agent').join(', ')
  const caller = CALLERS.find(([pattern]) => pattern.test(agent))?.[1]
  return {
    code: 'unsigned',
    title: `The request is not signed at all${caller ? `: it looks like a call from ${caller}` : ''}.`,
    evidence: [
      `${clip(method, 20)} ${clip(target)} with ${bodyBytes} bytes; ${agent ? `user-agent: ${clip(agent)}` : 'it names no user-agent'}.`,
      'It has no header of any known signature scheme.',
      ...(valuesOf(headers, 'authorization').length > 0 ? ['It has an authorization header.'] : [])
    ],
    fix: `Scalekit signs every request with ${namesOf(familyOf(kind)).join(', ')}. To test with a signed one, send a sample event.`
  }
}
