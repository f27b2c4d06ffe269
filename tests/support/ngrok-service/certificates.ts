import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/**
 * X.509 by hand: Node can read certificates but not make them, and these two are all that the tests need. The
 * SDK refuses a self-signed certificate, so there is an authority and a leaf that it signed.
 */
export interface Certificates {
  readonly caPem: string
  readonly certificatePem: string
  readonly keyPem: string
}

const tag = { integer: 2, bits: 3, octets: 4, oid: 6, utf8: 12, time: 23, sequence: 48, set: 49 } as const
const always = Buffer.from([1, 1, 0xff])

export interface LeafOptions {
  /** When it is valid; around now where not given. */
  readonly from?: number
  readonly to?: number
  /** The DNS name that it is for, in place of 127.0.0.1. */
  readonly host?: string
}

/** A throw-away authority and a leaf for 127.0.0.1, both on P-256. */
export function createCertificates({ from, to, host }: LeafOptions = {}): Certificates {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = 'Test authority'
  const caPem = issue(issuer, issuer, authority.publicKey, authority.privateKey, [
    extension('2.5.29.19', der(tag.sequence, always)),
    extension('2.5.29.15', Buffer.from([tag.bits, 2, 2, 0b0000_0100]))
  ])
  const place = host === undefined ? der(0x87, Buffer.from([127, 0, 0, 1])) : der(0x82, Buffer.from(host))
  const subject = host ?? 'Test agent ingress'
  const extensions = [
    extension('2.5.29.17', der(tag.sequence, place)),
    extension('2.5.29.37', der(tag.sequence, oid('1.3.6.1.5.5.7.3.1')))
  ]
  const certificatePem = issue(subject, issuer, leaf.publicKey, authority.privateKey, extensions, from, to)
  return {
    caPem,
    certificatePem,
    keyPem: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }
}

function issue(
  subject: string,
  issuer: string,
  publicKey: KeyObject,
  signingKey: KeyObject,
  extensions: readonly Buffer[],
  from = Date.now() - 3_600_000,
  to = Date.now() + 86_400_000
): string {
  const ecdsaWithSha256 = der(tag.sequence, oid('1.2.840.10045.4.3.2'))
  const contents = der(
    tag.sequence,
    der(0xa0, der(tag.integer, Buffer.from([2]))),
    der(tag.integer, Buffer.from([1]), randomBytes(15)),
    ecdsaWithSha256,
    name(issuer),
    der(tag.sequence, time(from), time(to)),
    name(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(tag.sequence, ...extensions))
  )
  const signature = der(tag.bits, Buffer.from([0]), sign('sha256', contents, signingKey))
  const base64 = der(tag.sequence, contents, ecdsaWithSha256, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function der(type: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  // The shortest form that fits: the SDK's TLS library refuses any other.
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([type, ...(length < 0x80 ? [length] : long)]), content])
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(tag.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80)
  return digits
}

const name = (commonName: string) =>
  der(tag.sequence, der(tag.set, der(tag.sequence, oid('2.5.4.3'), der(tag.utf8, Buffer.from(commonName)))))

const time = (at: number) =>
  der(tag.time, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))

const extension = (id: string, value: Buffer) => der(tag.sequence, oid(id), always, der(tag.octets, value))
