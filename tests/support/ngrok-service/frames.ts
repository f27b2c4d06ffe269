/**
 * The frames of muxado, the multiplexer under the agent protocol: 24 bits of body length, four bits of type,
 * four bits of flags, 32 bits of stream id, then the body.
 */
export interface Frame {
  readonly type: number
  readonly flags: number
  readonly streamId: number
  readonly body: Buffer
}

export const frameType = { reset: 0, data: 1, credit: 2, goAway: 3 } as const
export const frameFlag = { none: 0, fin: 1, syn: 2 } as const

const headerBytes = 8

export function encodeFrame({ type, flags, streamId, body }: Frame): Buffer {
  const header = Buffer.allocUnsafe(headerBytes)
  header.writeUIntBE(body.length, 0, 3)
  header.writeUInt8((type << 4) | flags, 3)
  header.writeUInt32BE(streamId, 4)
  return Buffer.concat([header, body])
}

/** Takes bytes as they arrive and hands on each frame once it is complete. */
export function createFrameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0)
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    while (pending.length >= headerBytes) {
      const end = headerBytes + pending.readUIntBE(0, 3)
      if (pending.length < end) return
      const kind = pending.readUInt8(3)
      const frame = {
        type: kind >> 4,
        flags: kind & 0xf,
        streamId: pending.readUInt32BE(4),
        body: pending.subarray(headerBytes, end)
      }
      pending = pending.subarray(end)
      onFrame(frame)
    }
  }
}
