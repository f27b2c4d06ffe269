import { oneLine, quoteForCode, writeHeaders } from './code-text.ts'
import type { CopiedEvent } from './copied-event.ts'

/** A test for pytest that needs nothing but Python's own library. */
export function writePytest(event: CopiedEvent & { readonly text: string | null }): string {
  const { id, type, target, method, webhookId, headers, body, text } = event
  const literal =
    text === null
      ? `base64.b64decode(${quoteForCode(Buffer.from(body).toString('base64'))})`
      : `${quoteForCode(text)}.encode()`
  return `# ${oneLine(`${type} (${id})`)}, byte by byte. Signs with SCALEKIT_WEBHOOK_SECRET from the environment.
import base64
import hashlib
import hmac
import os
import time
import urllib.error
import urllib.request

TARGET = os.environ.get('WEBHOOK_TARGET', ${quoteForCode(target)})
ID = ${quoteForCode(webhookId)}
BODY = ${literal}


def sign():
    # The key is the base64 text after the first underscore.
    key = os.environ['SCALEKIT_WEBHOOK_SECRET'].split('_')[1]
    timestamp = str(int(time.time()))
    signed = f'{ID}.{timestamp}.{BODY.decode("utf-8", "replace")}'.encode()
    digest = hmac.new(base64.b64decode(key + '=' * (-len(key) % 4)), signed, hashlib.sha256).digest()
    return {
        'webhook-id': ID,
        'webhook-timestamp': timestamp,
        'webhook-signature': 'v1,' + base64.b64encode(digest).decode(),
    }


def send():
    headers = {
${writeHeaders(headers, '        ', quoteForCode)}    }
    request = urllib.request.Request(TARGET, BODY, {**headers, **sign()}, method=${quoteForCode(method)})
    # The target is meant as it is, whatever proxy the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as response:
            return response.status, response.read().decode('utf-8', 'replace')
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode('utf-8', 'replace')


def test_accepts_the_event():
    status, answer = send()
    assert 200 <= status < 300, f'{status} {answer}'
`
}
