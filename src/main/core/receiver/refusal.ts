/** Why something is not taken, as its sender is told. */
export interface Refusal {
  readonly status: number
  readonly message: string
}

/** What node tells about bytes that its parser cannot read, and about connections that fail. */
export interface WireError extends Error {
  readonly code?: string
  /** The parser's own words. */
  readonly reason?: string
  readonly rawPacket?: Uint8Array
}

/** Many a proxy allows less, none that is known much more. */
export const MOST_HEADER_BYTES = 64 * 1024

export const CONNECT_REFUSAL: Refusal = {
  status: 405,
  message: 'CONNECT asks for a way through to another server, and there is none here'
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: `The headers are larger than ${MOST_HEADER_BYTES} bytes` },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: 'The extensions of a chunk are too large' },
  HPE_PAUSED_H2_UPGRADE: { status: 505, message: 'This is HTTP/2; the receiver speaks HTTP/1.1' },
  HPE_INVALID_EOF_STATE: { status: 400, message: 'The connection ended in the middle of a request' },
  ECONNRESET: { status: 400, message: 'The connection was reset in the middle of a request' }
}
const TLS_HANDSHAKE = 0x16

export function refusalOf(error: WireError): Refusal {
  const known = REFUSALS[error.code ?? '']
  if (known) return known
  if (error.code === 'HPE_INVALID_METHOD' && error.rawPacket?.[0] === TLS_HANDSHAKE)
    return { status: 400, message: 'This is TLS; the receiver speaks plain HTTP, so use http://' }
  return { status: 400, message: error.reason ?? error.message }
}

/** The sender has gone, as far as can be told: what it began will not be completed. */
export const isHangUp = ({ code }: WireError): boolean =>
  code === 'ECONNRESET' || code === 'EPIPE' || code === 'HPE_INVALID_EOF_STATE'
