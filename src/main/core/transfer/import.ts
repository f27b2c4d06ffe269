import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ParsedInput } from '#shared/contract.ts'
import type { Reason } from '#shared/models.ts'
import type { Call } from '../commands.ts'
import { keyOfEndpointId } from '../endpoints/endpoint-id.ts'
import type { Endpoints } from '../endpoints/endpoints.ts'
import type { Clock } from '../ports.ts'
import {
  isCoded,
  judge,
  signatureHeadersOf,
  type Judgement,
  type SigningSecret
} from '../signatures/judge.ts'
import { readSigningSecret } from '../signatures/read-secret.ts'
import type { SdkVerifier } from '../signatures/scalekit.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Store } from '../store/client.ts'
import { rowOfDeliveryId } from '../store/delivery-id.ts'
import type { Imported } from '../store/import.ts'
import { latestKey, timeKey } from '../store/time-key.ts'
import type { AttemptLine, DeliveryLine, MarkLine } from './line.ts'
import { readBody, readLine } from './read-line.ts'

export interface ImportParts {
  readonly store: Store
  readonly clock: Clock
  readonly endpoints: Pick<Endpoints, 'match'>
  readonly secrets: Pick<Secrets, 'signing'>
  verifier(): Promise<SdkVerifier>
}

/** What goes into the store at once, because a delivery may have to wait for it. */
const ITEMS_AT_ONCE = 200
const BYTES_AT_ONCE = 2_000_000
/** How long the main thread stays at it before it looks after others. */
const TURN_MS = 4
/** Clocks differ; but what claims to come from tomorrow would stand above all that is yet to come. */
const AHEAD_AT_MOST_MS = 86_400_000
const NOT_EXPLAINED: Reason = {
  code: 'imported',
  message: 'Verified where it was exported; no secret here explains it yet'
}

/** It is not stored, so nothing that arrives later is verified by what whoever has the file knows. */
const secretOfFile = (value: string): SigningSecret => ({
  id: OF_FILE,
  label: 'the file',
  lastFour: '',
  value,
  endpointId: null,
  sample: false
})
const OF_FILE = 'file'

type Refused = { readonly refused: string }
const refuse = (refused: string): Refused => ({ refused })

/** Takes in a piece of an export. Lines that cannot be taken in are named; all others are stored. */
export function createImport(parts: ImportParts): Call<'deliveries.import'> {
  const { store, clock, endpoints, secrets } = parts

  const readDelivery = (
    line: DeliveryLine,
    verdicts: ParsedInput<'deliveries.import'>['verdicts'],
    verifier: SdkVerifier,
    own: readonly SigningSecret[]
  ): Imported | Refused => {
    const body = readBody(line)
    if (typeof body === 'string') return refuse(body)
    const { kind, receivedAt, headers, webhookId } = line
    const signature = signatureHeadersOf(headers)
    const latest = clock.now() + AHEAD_AT_MOST_MS
    const problem = findContradiction(line, signature[`${kind}-id`] ?? null, latest)
    if (problem !== null) return refuse(problem)

    const endpoint = endpoints.match(line.endpoint?.path ?? line.target)
    const judged = line.bodyComplete
      ? judge(verifier, [...secrets.signing(endpoint.id), ...own], {
          kind,
          signature,
          body,
          receivedAt,
          isCoded: isCoded(headers)
        })
      : null
    const { verdict, reason, secretId, sample } = settle(line, judged, verdicts)
    const row = rowOfDeliveryId(line.id)
    const isOwnRow = row >= timeKey(receivedAt) && row <= latestKey(receivedAt, 0)
    return {
      kind: 'delivery',
      row: isOwnRow ? row : timeKey(receivedAt),
      isOwnRow,
      delivery: {
        kind,
        endpoint: keyOfEndpointId(endpoint.id),
        receivedAt,
        method: line.method,
        target: line.target,
        httpVersion: line.httpVersion,
        remoteAddress: line.remoteAddress,
        headers,
        trailers: line.trailers,
        bodyBytes: line.bodyBytes,
        bodyComplete: line.bodyComplete,
        verdict,
        reasonCode: reason?.code ?? null,
        reasonMessage: reason?.message ?? null,
        status: line.status,
        webhookId,
        triggerPoint: line.triggerPoint,
        decision: line.decision,
        secretId,
        sample
      },
      body
    }
  }

  return async ({ text, verdicts, secret }) => {
    const own = secret === undefined ? [] : [secretOfFile(readSigningSecret(secret).value)]
    const verifier = await parts.verifier()
    let [added, known, unexplained] = [0, 0, 0]
    const refused: { line: number; reason: string }[] = []
    let waiting: { line: number; item: Imported }[] = []
    let waitingBytes = 0
    const flush = async () => {
      const taken = waiting
      waiting = []
      waitingBytes = 0
      const outcomes = await store.call(
        'importSome',
        taken.map(({ item }) => item)
      )
      for (const [index, { line, item }] of taken.entries()) {
        const outcome = outcomes[index]
        if (typeof outcome === 'object') refused.push({ line, reason: outcome.refused })
        else if (item.kind === 'delivery' && outcome === 'added') {
          added++
          if (item.delivery.reasonCode === NOT_EXPLAINED.code) unexplained++
        } else if (item.kind === 'delivery') known++
      }
    }

    let turnEnds = performance.now() + TURN_MS
    let number = 0
    for (const line of lines(text)) {
      number++
      const read = readLine(line)
      if (read === null) continue
      const item = 'receivedAt' in read ? readDelivery(read, verdicts, verifier, own) : readAddition(read)
      if ('refused' in item) refused.push({ line: number, reason: item.refused })
      else {
        waiting.push({ line: number, item })
        waitingBytes += item.kind === 'delivery' ? item.body.length : 0
      }
      if (waiting.length >= ITEMS_AT_ONCE || waitingBytes >= BYTES_AT_ONCE) await flush()
      if (performance.now() < turnEnds) continue
      await nextTurn()
      turnEnds = performance.now() + TURN_MS
    }
    if (waiting.length > 0) await flush()
    return { added, known, unexplained, refused: refused.toSorted((a, b) => a.line - b.line) }
  }
}

/** One after the other: a copy of each at once would double a large piece. */
function* lines(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    yield text.slice(from, end < 0 ? undefined : end)
    from = end < 0 ? text.length : end + 1
  }
}

/** What a line says of itself that cannot all be true; null when there is nothing. */
function findContradiction(line: DeliveryLine, signedId: string | null, latest: number): string | null {
  const { receivedAt, verdict, reason, bodyComplete, webhookId } = line
  if (receivedAt > latest) return 'receivedAt: is in the future by the clock of this machine.'
  if ((verdict === 'verified') !== (reason === null)) {
    return 'reason: belongs to a delivery that is not verified, and to no other.'
  }
  if (verdict === 'verified' && !bodyComplete) return 'verdict: nothing can verify a part of a body.'
  if (webhookId !== signedId) return 'webhookId: is not the one in the headers.'
  return null
}

/** The verdict here: that of our secrets where they explain it, else what the file is believed. */
function settle(
  { verdict, reason, sample }: DeliveryLine,
  judged: Judgement | null,
  verdicts: ParsedInput<'deliveries.import'>['verdicts']
): Judgement {
  if (judged?.verdict === 'verified')
    return judged.secretId === OF_FILE ? { ...judged, secretId: null } : judged
  if (verdicts === 'asRecorded') return { verdict, reason, secretId: null, sample }
  const isClaimed = verdict === 'verified'
  return {
    verdict: isClaimed ? 'unchecked' : verdict,
    reason: isClaimed ? NOT_EXPLAINED : reason,
    secretId: null,
    sample: false
  }
}

function readAddition(line: MarkLine | AttemptLine | Refused): Imported | Refused {
  if ('refused' in line) return line
  if ('event' in line) {
    return { kind: 'mark', eventId: line.event, starred: line.starred, note: line.note }
  }
  const { attempt, requestBody = null } = line
  if (attempt.outcome !== 'pending') return { kind: 'attempt', attempt, requestBody }
  const error = 'It was exported before an answer came.'
  return { kind: 'attempt', attempt: { ...attempt, outcome: 'failed', error }, requestBody }
}
