import type { CommandInput, CommandName, CommandOutput } from '#shared/contract.ts'
import type { Body } from '#shared/models.ts'
import { createMasker, type Masker, type SensitivePathList } from '#shared/redaction/masker.ts'
import { ClientError, type Client } from '../client/client.ts'
import { pieceBytes } from '../state/body-cache.ts'
import { isMasked } from './is-masked.ts'
import { maskBody } from './mask-body.ts'
import { maskTargets } from './mask-targets.ts'

/**
 * Whatever the page shows of payloads comes through its client, so sensitive values are masked here: no component, copy
 * or attribute can show what the page does not have. What is not named below is masked.
 */

/** What the user or the app itself wrote: none of it is from a payload, and most of it is written back. */
const OWN =
  /^(?:app|listening|settings|stats|data|checks|simulator|simulations|samples|targets|endpoints|secrets|authtoken|credentials|deletions|directories|actions|notices|files)\./
/** Files that the user asks for: what is taken out of them is chosen there. */
const FILES: readonly string[] = [
  'deliveries.export',
  'deliveries.import',
  'share.export',
  'share.sensitivePaths'
]
/** These would hand over true values, to be copied or sent. */
const REFUSED: readonly string[] = ['copies.make', 'share.preview', 'variants.list', 'variants.save']

const refuse = (what: string) =>
  new ClientError({
    code: 'unavailable',
    message: `${what} while sensitive values are masked. Show them first (Shift M).`
  })

export interface MaskingClient extends Client {
  /** Told after masking was switched on or off: whatever was read must be read again. */
  onSwitch(listener: () => void): void
}

export function createMaskingClient(client: Client): MaskingClient {
  let paths: SensitivePathList = []
  let masker: Masker = createMasker(paths)
  const listeners: (() => void)[] = []

  const follow = async (masked: boolean) => {
    if (masked && paths.length === 0) {
      paths = (await client.call('share.sensitivePaths', {})).rows
      masker = createMasker(paths)
    }
    isKnown = true
    latest = null
    if (masked === isMasked.getSnapshot()) return
    isMasked.set(masked)
    for (const listener of listeners) listener()
  }
  /** Null until it is asked: nothing of a payload is shown before it is known whether it may be. */
  let known: Promise<void> | null = null
  let isKnown = false
  const know = (masked: Promise<boolean>) => {
    known = masked.then(follow)
    // Who waits for it hears of a failure; the next one asks again.
    known.catch(() => {
      known = null
    })
    return known
  }
  const whenKnown = () => known ?? know(client.call('settings.get', {}).then(({ masked }) => masked))
  client.on(
    'settings.changed',
    ({ masked }) => void know(Promise.resolve(masked)),
    () => {
      known = null
    }
  )

  /** Only as a whole can a body be masked; what is asked for piece by piece is masked once. */
  let latest: { readonly key: string; readonly body: Body } | null = null
  const readMasked = async (name: 'events.body' | 'deliveries.body', id: string): Promise<Body> => {
    const key = `${name} ${id}`
    if (latest?.key === key) return latest.body
    const parts: Body[] = []
    for (let offset: number | null = 0; offset !== null; offset = parts.at(-1)?.next ?? null) {
      // oxlint-disable-next-line no-await-in-loop -- each range starts where the one before ended
      parts.push(await client.call(name, { id, form: 'decoded', offset, length: pieceBytes }))
    }
    const [first] = parts
    if (!first || parts.some(({ encoding }) => encoding !== 'utf8')) {
      throw refuse('Bytes that are no text are not shown')
    }
    const content = await maskBody(parts.map((part) => part.content).join(''), paths)
    const body = { ...first, content, next: null }
    if (isMasked.getSnapshot()) latest = { key, body }
    return body
  }
  const readBody = async (
    name: 'events.body' | 'deliveries.body',
    { id, form, offset = 0, length }: CommandInput<'events.body'>
  ): Promise<Body> => {
    if (form === 'arrived') throw refuse('The bytes as they arrived are not shown')
    const body = await readMasked(name, id)
    const end = length === undefined ? body.content.length : endOfPiece(body.content, offset + length)
    return { ...body, content: body.content.slice(offset, end), next: end < body.content.length ? end : null }
  }

  const mask = <T>(value: T): T => maskTargets(masker.reply(value), maskText) as T
  const maskText = (text: string): string => (masker.reply({ text }) as { text: string }).text
  /** Refusals may quote what they are about. */
  const maskError = (error: unknown): never => {
    if (!(error instanceof ClientError)) throw error
    const { code, message } = error
    throw new ClientError({ code, message: maskText(message) })
  }

  return {
    async call<K extends CommandName>(name: K, input: CommandInput<K>, signal?: AbortSignal) {
      if (OWN.test(name) || FILES.includes(name)) return client.call(name, input, signal)
      await whenKnown()
      const isBody = name === 'events.body' || name === 'deliveries.body'
      if (!isMasked.getSnapshot()) {
        const answer = await client.call(name, input, signal)
        // Masking may have been switched on since it was asked for.
        if (!isMasked.getSnapshot()) return answer
        if (!isBody) return mask(answer)
      }
      if (REFUSED.includes(name)) throw refuse('This shows true values, so it is not available')
      if (isBody) return (await readBody(name, input as CommandInput<'events.body'>)) as CommandOutput<K>
      return mask(await client.call(name, input, signal).catch(maskError))
    },
    on(name, listener, onResync) {
      if (OWN.test(name)) return client.on(name, listener, onResync)
      return client.on(
        name,
        (payload) => {
          if (!isKnown) void whenKnown().then(onResync, () => undefined)
          else listener(isMasked.getSnapshot() ? mask(payload) : payload)
        },
        onResync
      )
    },
    loss: client.loss,
    onSwitch: (listener) => void listeners.push(listener)
  }
}

/** Never between the two halves of a character. */
const endOfPiece = (text: string, at: number): number =>
  /^[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : Math.min(at, text.length)
