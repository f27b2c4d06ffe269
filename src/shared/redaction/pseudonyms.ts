import { createIdOrder } from './id-order.ts'
import { scramble, type KeyedHash } from './scramble.ts'

/** Names for others, each made from the value and the key alone: two pieces of a share need nothing in common but the key. */
export interface Pseudonyms {
  /** For any text: words become names, e-mails e-mails at `.example`, codes codes of the same form. */
  text(value: string): string
  /** The digits of a JSON number. */
  number(digits: string): string
  /** A domain, below `.example`. */
  domain(name: string): string
}

const CONSONANTS = 'bdfghjklmnprstvwz'
const VOWELS = 'aeiou'
const KEPT = 20_000
/** Longer texts, such as pictures inside a payload, become one name for the whole. */
const LONGEST = 1_000

/** Prefixes of Scalekit's ids. Those of others may be a person's name: `jane_1`. */
const PREFIXES =
  '(?:evt|env|org|usr|usp|ses|diruser|dirgroup|dir|conn|ca|dom|role|perm|icp|m2morg|(?:prd_)?skc|tkn|wspace|msg)_'
const SCALEKIT_PREFIX = new RegExp(`^${PREFIXES}`)
/** Within a text. */
export const SCALEKIT_ID = new RegExp(String.raw`(?<![\p{L}\p{N}_])${PREFIXES}\d{15,19}(?!\d)`, 'gu')
export const isScalekitId = (value: string): boolean =>
  /^[a-z\d_]+_\d{15,19}$/.test(value) && SCALEKIT_PREFIX.test(value)
const EMAIL = /^([^\s@]+)@([^\s@]+)$/
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const IPV6 = /^(?=.*:.*:)[\da-f:]{3,39}(?:\.\d{1,3}){0,3}$/i
const URL_WITH_HOST = /^([a-z][a-z\d+.-]*:\/\/)(?:[^/?#\s]*@)?([^/?#\s:]+)(:\d+)?([^\s]*)$/i
/** One word with a digit in it, ASCII alone. */
const CODE = /^(?=[^\d]*\d)[!-~]+$/

export function createPseudonyms(hash: KeyedHash): Pseudonyms {
  const orderId = createIdOrder(hash)
  const known = new Map<string, string>()

  /** Nine letters that can be spoken: one of a billion. Case and the fact that there were accents are kept, so that a change of them shows. */
  const word = (value: string): string => {
    const plain = withoutMarks(value)
    const bytes = hash(`word:${plain.toLowerCase()}`)
    let name = ''
    for (let index = 0; index < 9; index++) {
      const letters = index % 2 === 0 ? CONSONANTS : VOWELS
      name += letters[(bytes[index] ?? 0) % letters.length] ?? ''
    }
    if (plain !== value.normalize('NFC'))
      name = name.replace(/[aeiou]/, (vowel) => `${vowel}\u0301`.normalize('NFC'))
    if (value === value.toLowerCase()) return name
    if (value.length > 1 && value === value.toUpperCase()) return name.toUpperCase()
    return name[0]?.toUpperCase() + name.slice(1)
  }
  const words = (value: string): string =>
    value.replaceAll(/[\p{L}\p{M}]+|[\p{N}]+/gu, (run) =>
      /^\d+$/.test(run) ? scramble(run, hash) : word(run)
    )
  /** `.com` is left out, as most have it; any other last label becomes one of its own, so that acme.org stays another than acme.com. */
  const domain = (name: string): string => {
    const labels = name.replace(/\.(?:com|example)$/i, '').split('.')
    return `${labels.map((label) => text(label)).join('.')}.example`
  }
  const make = (value: string): string => {
    if (value.length > LONGEST) return `${word(value.toLowerCase())} (${value.length} characters)`
    const [, local, host] = EMAIL.exec(value) ?? []
    if (local !== undefined && host !== undefined) return `${text(local)}@${domain(host)}`
    const [prefix] = SCALEKIT_PREFIX.exec(value) ?? ['']
    const rest = value.slice(prefix.length)
    if (prefix !== '' && /^[1-9]\d{14,18}$/.test(rest)) return prefix + orderId(rest)
    if (IPV4.test(value)) return toIpv4(hash(`ip:${value}`))
    if (IPV6.test(value)) return toIpv6(hash(`ip:${value.toLowerCase()}`))
    const [, scheme, address, port = '', path = ''] = URL_WITH_HOST.exec(value) ?? []
    if (scheme !== undefined && address !== undefined) {
      return `${scheme}${domain(address)}${port}${path === '' ? '' : `/${word(path.toLowerCase())}`}`
    }
    // Words alone keep a name's parts recognisable wherever they stand; a code has none.
    const isCode = CODE.test(rest) || !/[\p{L}\p{M}]/u.test(value)
    return isCode ? prefix + scramble(rest, hash) : prefix + words(rest)
  }
  const text = (value: string): string => {
    const found = known.get(value)
    if (found !== undefined) return found
    const made = make(value)
    if (known.size >= KEPT) known.clear()
    if (value.length <= LONGEST) known.set(value, made)
    return made
  }
  return {
    text,
    domain,
    number: (digits) => {
      const [mantissa = '', exponent = ''] = digits.split(/(?=e)/i)
      return scramble(mantissa, hash, true) + exponent
    }
  }
}

/** Decomposed and without its marks; letters that are none without them (ø) stay. */
const withoutMarks = (value: string): string =>
  value
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .normalize('NFC')

/** From the block that is reserved for a future that will not come, so that it is nobody's address. */
const toIpv4 = ([a = 0, b = 0, c = 0, d = 0]: Uint8Array): string => `${240 + (a % 15)}.${b}.${c}.${d}`
/** From the block for documentation. */
const toIpv6 = (bytes: Uint8Array): string => {
  const group = (at: number) => (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16)
  return `2001:db8:${[0, 2, 4, 6, 8, 10].map(group).join(':')}`
}
