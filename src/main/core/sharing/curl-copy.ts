import { oneLine } from './code-text.ts'
import type { CopiedEvent } from './copied-event.ts'
import { asShellText, quoteForShell, writeHereDoc } from './shell.ts'

/** Linux takes no longer argument; a body beyond it comes over standard input. */
const LONGEST_ARGUMENT_BYTES = 100_000

/** One command that sends the event, for a POSIX shell. `signature` is that of now. */
export function writeCurl(event: CopiedEvent, signature: Readonly<Record<string, string>>): string {
  const text = asShellText(event.body)
  // A first @ would be taken for the name of a file.
  const isInline = text !== null && event.body.length <= LONGEST_ARGUMENT_BYTES && !text.startsWith('@')
  const { mark, lines } = writeHereDoc(event.body)
  const command = curl(
    event,
    quoteForShell(event.target),
    [...event.headers, ...Object.entries(signature)].map(([name, value]) =>
      quoteForShell(headerOf(name, value))
    ),
    isInline ? quoteForShell(text) : '@-'
  )
  return isInline ? `${command}\n` : `openssl base64 -d ${mark} | ${command}\n${lines}\n`
}

/** A script that signs each time it runs. It needs nothing but a POSIX shell, curl and openssl. */
export function writeCurlScript(event: CopiedEvent): string {
  const text = asShellText(event.body)
  const { mark, lines } = writeHereDoc(event.body)
  const write =
    text === null
      ? `openssl base64 -d >"$body" ${mark}\n${lines}`
      : `printf %s ${quoteForShell(text)} >"$body"`
  const command = curl(
    event,
    '"$target"',
    [
      ...event.headers.map(([name, value]) => quoteForShell(headerOf(name, value))),
      '"webhook-id: $id"',
      '"webhook-timestamp: $timestamp"',
      '"webhook-signature: v1,$signature"'
    ],
    '"@$body"'
  )
  return `#!/bin/sh
# Sends ${oneLine(`${event.type} (${event.id})`)}, signed anew each time. Needs curl and openssl.
# Usage: SCALEKIT_WEBHOOK_SECRET=... sh this-file [target]
set -eu
: "\${SCALEKIT_WEBHOOK_SECRET:?Set it to the signing secret of your endpoint.}"
target=\${1:-${quoteForShell(event.target)}}
id=${quoteForShell(event.webhookId)}
timestamp=$(date +%s)

body=$(mktemp)
trap 'rm -f "$body"' EXIT
${write}

# The key is the base64 text after the first underscore of the secret. openssl wants it padded, and in hex.
key=$(printf '%s\\n' "$SCALEKIT_WEBHOOK_SECRET" | cut -d_ -f2)
while [ $((\${#key} % 4)) -ne 0 ]; do key="$key="; done
key=$(printf %s "$key" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
[ -n "$key" ] || { echo 'SCALEKIT_WEBHOOK_SECRET holds no key in base64.' >&2; exit 1; }
signature=$({ printf %s "$id.$timestamp."; cat "$body"; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)

${command}
`
}

const curl = (
  { method, headers }: CopiedEvent,
  target: string,
  pairs: readonly string[],
  data: string
): string =>
  [
    `curl -i -sS${method === 'POST' ? '' : ` -X ${quoteForShell(method)}`} ${target}`,
    // Otherwise curl says that it is a form.
    ...(headers.some(([name]) => name.toLowerCase() === 'content-type') ? [] : ["-H 'Content-Type:'"]),
    ...pairs.map((pair) => `-H ${pair}`),
    `--data-binary ${data}`
  ].join(' \\\n  ')

/** A header without a value must end in a semicolon, or curl leaves it out. */
const headerOf = (name: string, value: string): string => (value === '' ? `${name};` : `${name}: ${value}`)
