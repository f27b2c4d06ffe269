import { AppError } from '#shared/errors.ts'
import { unwrapPaste } from './pasted.ts'

/** Where a public URL leads to the receiver: an origin, since its path is the sender's. Null where nothing was pasted. */
export function readPublicUrl(pasted: string): string | null {
  const url = readUrl(pasted, 'The public URL', 'https://hooks.example.com')
  if (url !== null && (url.pathname !== '/' || url.search !== '' || url.hash !== '')) {
    throw refusal(
      `Leave out what follows ${url.origin}. The path is set apart, and is the same for each way in.`
    )
  }
  return url && url.origin
}

/** The origin of a Scalekit environment, also from the address of a page in it. Null where nothing was pasted. */
export function readEnvironmentUrl(pasted: string): string | null {
  return readUrl(pasted, 'The environment URL', 'https://your-app.scalekit.dev')?.origin ?? null
}

/** Throws `invalid_input` with what is wrong, never quoting a password. */
function readUrl(pasted: string, what: string, example: string): URL | null {
  const { text } = unwrapPaste(pasted)
  if (text === '') return null
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const asHttps = URL.parse(hasScheme ? text : `https://${text}`)
  const url = !hasScheme && asHttps && isLoopback(asHttps) ? URL.parse(`http://${text}`) : asHttps
  if (!url || /\s/.test(text)) throw refusal(`${what} must be one address like ${example}.`)
  if (url.username !== '' || url.password !== '') {
    throw refusal(`${what} must not have a user name or password in it.`)
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw refusal(`${what} must begin with https://. http:// is for addresses of this machine only.`)
  }
  return url
}

/** `URL` has brought numbers into their usual form already. */
const isLoopback = ({ hostname }: URL): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)

const refusal = (sentence: string) => new AppError('invalid_input', sentence)
