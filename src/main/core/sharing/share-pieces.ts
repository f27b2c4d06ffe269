import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ParsedInput, CommandOutput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import { parseJsonText, toJsonText } from '#shared/json-text.ts'
import { readMarkedPath } from '#shared/redaction/marked-paths.ts'
import type { Redacted, Redaction } from '#shared/share-models.ts'
import type { RunApart } from '../apart.ts'
import type { Call } from '../commands.ts'
import { diffBodies } from '../events/diff-bodies.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/client.ts'
import { HEADER } from '../transfer/line.ts'
import { redactDelivery, type RedactedDelivery, type RedactTask } from './redact-delivery.ts'
import { readSensitivePaths } from './sensitive-paths.ts'
import { checkSelection, readEvents, readRepeats, type SharedEvent } from './share-events.ts'
import { writeEnd, writeEvent, writeStart, type Changes } from './share-html.ts'
import { openShareKey, readPlace, writePlace, type ShareKey } from './share-key.ts'

export interface ShareParts {
  readonly store: Store
  readonly clock: Clock
  readonly runApart: RunApart
  /** For what would take too long here: `redactDelivery` in a thread of its own. */
  redactApart(task: RedactTask): Promise<RedactedDelivery>
}

/** A piece is full at either; a single event may be larger. */
const EVENTS_A_PIECE = 200
const CHARACTERS_A_PIECE = 1_000_000
const EVENTS_PREVIEWED = 20
/** Read for a preview, or replaced in it: it ends with the event that brings it there. */
const BYTES_PREVIEWED = 20_000_000
const MOST_PREVIEWED = 500
const LONGEST_PREVIEW = 100_000
/** Two bodies of this size are compared within a few milliseconds. */
const LARGEST_DIFF_CHARACTERS = 200_000

/** A body of this size is redacted within a few milliseconds. */
const LARGEST_HERE_BYTES = 20_000

/** No event ends there. */
const START = 0

type Redact = (of: Pick<RedactTask, 'delivery' | 'body' | 'sample'>) => Promise<RedactedDelivery>

/** Redacts one delivery after the other in the same way. */
async function openRedacting(
  { redactApart }: ShareParts,
  redaction: Redaction,
  key: Uint8Array,
  isPreview: boolean
): Promise<Redact> {
  const sensitivePaths = await readSensitivePaths()
  return async ({ delivery, body, sample }) => {
    const task = { redaction, key, sensitivePaths, isPreview, delivery, body, sample }
    return body.length > LARGEST_HERE_BYTES ? redactApart(task) : redactDelivery(task)
  }
}

/** What a share would replace, in its first events. */
export function createPreview(parts: ShareParts): Call<'share.preview'> {
  return async ({ redaction, ...selection }) => {
    checkInput(selection, redaction)
    const { key } = openShareKey()
    const redact = await openRedacting(parts, redaction, key, true)
    const replaced = new Map<string, Redacted>()
    let [events, cut, bytes, before, after] = [0, 0, 0, '', '']
    for await (const { summary, delivery, body } of readEvents(parts.store, selection, undefined)) {
      const { preview, body: redacted } = await redact({ delivery, body, sample: summary.sample })
      if (!preview) continue
      if (events++ === 0) [before, after] = [shown(preview.before), shown(redacted)]
      if (preview.isCut) cut++
      for (const one of preview.replaced) {
        if (replaced.size >= MOST_PREVIEWED) break
        replaced.set(`${one.label}\n${one.before}`, one.kind === 'secret' ? { ...one, before: '…' } : one)
      }
      bytes += body.length
      if (events === EVENTS_PREVIEWED || bytes >= BYTES_PREVIEWED || replaced.size >= MOST_PREVIEWED) break
      await nextTurn()
    }
    return { events, cut, replaced: [...replaced.values()], before, after, start: writePlace(key, START) }
  }
}

/** One piece of a share after the other, with nothing to remember between them. */
export function createShareExport(parts: ShareParts): Call<'share.export'> {
  return async ({ redaction, format, after, ...selection }) => {
    const { store, clock } = parts
    checkInput(selection, redaction)
    const place = after === undefined ? null : readPlace(after)
    const share = openShareKey(place?.key)
    const from = place === null || place.at === START ? undefined : place.at
    const redact = await openRedacting(parts, redaction, share.key, false)
    const date = new Date(clock.now()).toISOString().slice(0, 10)
    let text = from === undefined ? writeHead(format, redaction, share, clock.now()) : ''
    let events = 0
    const piece = (next: string | null): CommandOutput<'share.export'> => ({
      text,
      next,
      events,
      fileName: `shared-events-${date}.${format}`
    })
    for await (const event of readEvents(store, selection, from)) {
      text += await (format === 'html' ? writeForReading : writeLines)(parts, redact, event)
      events++
      if (events === EVENTS_A_PIECE || text.length >= CHARACTERS_A_PIECE) {
        return piece(writePlace(share.key, event.next))
      }
      await nextTurn()
    }
    if (format === 'html') text += writeEnd()
    return piece(null)
  }
}

function checkInput(
  selection: Pick<ParsedInput<'share.export'>, 'eventIds' | 'query'>,
  redaction: Redaction
): void {
  checkSelection(selection)
  for (const path of redaction.paths) readMarkedPath(path)
}

const writeHead = (
  format: 'ndjson' | 'html',
  redaction: Redaction,
  { secret }: ShareKey,
  at: number
): string => {
  if (format === 'html') return writeStart({ at, replaced: describe(redaction), secret })
  const note = `${describe(redaction)} Signed again with \`secret\`: add it as a signing secret, then the events verify.`
  return `${JSON.stringify({ ...HEADER, share: { note, secret, redaction } })}\n`
}

function describe({ people, ids, organizations, paths }: Redaction): string {
  const others = [people && 'people', ids && 'ids', organizations && 'organizations'].filter(Boolean)
  const replaced = others.length === 0 ? '' : ` Replaced by pseudonyms: ${others.join(', ')}.`
  const chosen = paths.length === 0 ? '' : ` Replaced as chosen: ${paths.join(', ')}.`
  return `Secrets were taken out.${replaced}${chosen} Times are as they were.`
}

/** The event's deliveries as lines of an export. Notes, stars and attempts stay with the user. */
async function writeLines({ store }: ShareParts, redact: Redact, event: SharedEvent): Promise<string> {
  const { sample } = event.summary
  let lines = ''
  for (const { delivery, body } of [event, ...(await readRepeats(store, event))]) {
    lines += `${JSON.stringify((await redact({ delivery, body, sample })).line)}\n`
  }
  return lines
}

async function writeForReading(parts: ShareParts, redact: Redact, event: SharedEvent): Promise<string> {
  const { summary, delivery, body } = event
  const redacted = await redact({ delivery, body, sample: summary.sample })
  const { baseId } = await parts.store.call('getEvent', summary.id)
  if (baseId === null) return writeEvent(redacted, null)
  const base = await parts.store.call('eventRequest', baseId)
  const earlier = await redact({ ...base, sample: base.summary.sample })
  return writeEvent(redacted, await findChanges(parts.runApart, earlier.body, redacted.body))
}

/** Of what is shared, so that they are the same as those of what is not. */
async function findChanges(runApart: RunApart, from: string, to: string): Promise<Changes> {
  const bodies = { from: Buffer.from(from), to: Buffer.from(to) }
  try {
    return from.length + to.length > LARGEST_DIFF_CHARACTERS
      ? await runApart({ task: 'diff', ...bodies, unchanged: undefined })
      : diffBodies(bodies.from, bodies.to)
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return error.message
    throw error
  }
}

function shown(body: string): string {
  let text = body
  try {
    text = toJsonText(parseJsonText(body))
  } catch {
    // Not JSON: as it is.
  }
  return text.length > LONGEST_PREVIEW ? `${text.slice(0, LONGEST_PREVIEW).toWellFormed()}\n…` : text
}
