import { AppError } from '#shared/errors.ts'
import { answerProbes } from './answer-probes.ts'
import { deliveryProbes } from './delivery-probes.ts'
import { payloadProbes } from './payload-probes.ts'
import type { ProbeWork } from './probe.ts'
import { signatureProbes } from './signature-probes.ts'

/** All of them, in the order of a check. */
export const PROBES: readonly ProbeWork[] = [
  ...signatureProbes,
  ...deliveryProbes,
  ...payloadProbes,
  ...answerProbes
]

/** Those of the ids, and always the first one, without which the others say nothing. Throws `invalid_input`. */
export function chooseProbes(ids: readonly string[] | undefined): readonly ProbeWork[] {
  if (!ids) return PROBES
  const unknown = ids.find((id) => !PROBES.some(({ probe }) => probe.id === id))
  if (unknown !== undefined) {
    const known = PROBES.map(({ probe }) => probe.id).join(', ')
    throw new AppError('invalid_input', `There is no probe "${unknown}". The probes are ${known}.`)
  }
  return PROBES.filter(({ probe }, index) => index === 0 || ids.includes(probe.id))
}
