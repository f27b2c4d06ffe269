import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { SecretSummary } from '#shared/models.ts'
import { endpointIdOf, FIRST_ENDPOINT, keyOfEndpointId } from '../endpoints/endpoint-id.ts'
import type { Clock, Log, Vault } from '../ports.ts'
import type { Store } from '../store/client.ts'
import type { SealedSecret } from '../store/secrets.ts'
import type { SigningSecret } from './judge.ts'
import { lastFourOf, readAuthtoken, readClientSecret, readSigningSecret } from './read-secret.ts'

/** All secrets of this run, opened once. Values leave it only to sign, to verify, or to start the tunnel. */
export interface Secrets {
  /** What explains a delivery to an endpoint, in the order to try: the user's secrets of it, then the sample secret. */
  signing(endpointId: string): readonly SigningSecret[]
  /** The user's alone, in the same order: of one endpoint, or of all. */
  ofUser(endpointId?: string): readonly SigningSecret[]
  /** Everything usable that signs: the user's secrets of all endpoints, then the sample secret. */
  ofEveryEndpoint(): readonly SigningSecret[]
  /** The app's own secret, or null where the vault cannot hold one. */
  sample(): SigningSecret | null
  /** Of several, the one that was added last. The same holds for the client secret. */
  ngrokAuthtoken(): string | null
  scalekitClientSecret(): string | null
  /** All of them, so that they can be kept out of a text. */
  values(): readonly string[]
  /** All but the sample secret, each with what it has verified so far. */
  summaries(): Promise<SecretSummary[]>
  find(id: string): KnownSecret | null
  /** One more: those that are there already stay in use until they are removed. */
  add(input: {
    kind: 'signing' | 'ngrok' | 'scalekit'
    value: string
    label?: string | undefined
    endpointId?: string | undefined
  }): Promise<{ secret: KnownSecret; notes: string[] }>
  /** From now on it verifies nothing. What it has verified stays verified, and stays counted and listed under its id. */
  remove(id: string): Promise<void>
  /** Of an endpoint that is no more, and whose secrets the store has removed with it. */
  forgetEndpoint(endpointId: string): void
}

/** What is known of a secret without asking the store. */
export type KnownSecret = Omit<SecretSummary, 'verified' | 'lastVerifiedAt'>

const FIRST_ID = endpointIdOf(FIRST_ENDPOINT)

interface Held {
  readonly summary: KnownSecret
  /** Null when the vault could not open it. */
  readonly value: string | null
}

export async function createSecrets(
  ports: { clock: Clock; log: Log; vault: Vault },
  store: Store,
  sessionSecrets: readonly string[]
): Promise<Secrets> {
  const { clock, log, vault } = ports

  const openSealed = async (stored: SealedSecret): Promise<Held> => {
    const { sealed, endpoint, ...rest } = stored
    const endpointId = endpoint === null ? null : endpointIdOf(endpoint)
    const summary = { ...rest, endpointId, origin: 'stored' } as const
    try {
      return { summary: { ...summary, usable: true }, value: await vault.open(sealed) }
    } catch (error) {
      log.warn('A stored secret can no longer be opened; it must be added again', {
        label: rest.label,
        error: String(error)
      })
      return { summary: { ...summary, usable: false }, value: null }
    }
  }
  const seal = async (
    kind: SecretSummary['kind'],
    endpointId: string | null,
    label: string,
    value: string
  ): Promise<Held> => {
    const secret = {
      id: `sec_${randomUUID()}`,
      kind,
      label,
      lastFour: lastFourOf(value),
      addedAt: clock.now()
    }
    const endpoint = endpointId === null ? null : keyOfEndpointId(endpointId)
    await store.call('insertSecret', { ...secret, endpoint, sealed: await vault.seal(value) })
    return { summary: { ...secret, endpointId, origin: 'stored', usable: true }, value }
  }
  const ofSession = (value: string): Held => ({
    summary: {
      id: sessionIdOf(value),
      kind: 'signing',
      endpointId: FIRST_ID,
      label: 'From the command line or environment',
      lastFour: lastFourOf(value),
      origin: 'session',
      usable: true,
      addedAt: clock.now()
    },
    value
  })

  let held: readonly Held[] = []
  let user: readonly SigningSecret[] = []
  let sample: SigningSecret | null = null
  /** By endpoint: looked up once per request. */
  let signing: ReadonlyMap<string | null, readonly SigningSecret[]> = new Map()
  const hold = (next: readonly Held[]) => {
    held = next
    user = next.flatMap((one) => asSigning(one, 'signing'))
    sample = next.flatMap((one) => asSigning(one, 'sample'))[0] ?? null
    const ofAll = sample ? [sample] : []
    const byEndpoint = Map.groupBy(user, (secret) => secret.endpointId)
    signing = new Map([
      [null, ofAll],
      ...[...byEndpoint].map(([id, own]) => [id, [...own, ...ofAll]] as const)
    ])
  }
  hold([
    ...(await Promise.all((await store.call('listSecrets')).map(openSealed))),
    ...[...new Set(sessionSecrets)].map(ofSession)
  ])
  if (!sample) {
    const value = `whsec_${randomBytes(24).toString('base64')}`
    hold([...held, await seal('sample', null, 'Sample events', value)])
  }

  const latest = (kind: SecretSummary['kind']): string | null =>
    held.findLast(({ summary }) => summary.kind === kind && summary.usable)?.value ?? null

  return {
    signing: (endpointId) => signing.get(endpointId) ?? signing.get(null) ?? [],
    ofUser: (endpointId) =>
      endpointId === undefined ? user : user.filter((secret) => secret.endpointId === endpointId),
    ofEveryEndpoint: () => (sample ? [...user, sample] : user),
    sample: () => sample,
    ngrokAuthtoken: () => latest('ngrok'),
    scalekitClientSecret: () => latest('scalekit'),
    values: () => held.flatMap(({ value }) => (value === null ? [] : [value])),
    async summaries() {
      const uses = new Map((await store.call('secretUse')).map(({ id, ...use }) => [id, use]))
      return held
        .map(({ summary }) => ({ ...summary, ...(uses.get(summary.id) ?? NO_USE) }))
        .filter((summary) => summary.kind !== 'sample')
    },
    find: (id) => held.find((one) => one.summary.id === id)?.summary ?? null,
    async add({ kind, value: pasted, label, endpointId: wanted }) {
      const { value, notes } = readers[kind](pasted)
      const endpointId = kind === 'signing' ? (wanted ?? FIRST_ID) : null
      const alike = held.filter(({ summary }) => summary.kind === kind && summary.endpointId === endpointId)
      const known = alike.find((one) => one.value === value && one.summary.origin === 'stored')
      if (known && kind === 'signing') {
        throw new AppError('conflict', `This secret is already stored as "${known.summary.label}".`)
      }
      const name = kind === 'signing' ? freeName(alike.map((one) => one.summary.label)) : NAMES[kind]
      const added = await seal(kind, endpointId, label?.trim() || name, value)
      // The newest of these kinds is the one in use: given again, it is the newest.
      if (known) await store.call('removeSecret', known.summary.id)
      hold([...held.filter((one) => one !== known), added])
      return { secret: added.summary, notes: known ? [...notes, 'It was stored already.'] : notes }
    },
    async remove(id) {
      const secret = held.find((one) => one.summary.id === id)
      if (!secret || secret.summary.kind === 'sample')
        throw new AppError('not_found', 'There is no such secret.')
      if (secret.summary.origin === 'session') {
        throw new AppError(
          'conflict',
          'This secret comes from the command line or the environment. Start the app without it.'
        )
      }
      await store.call('removeSecret', id)
      hold(held.filter((one) => one !== secret))
    },
    forgetEndpoint: (endpointId) => hold(held.filter(({ summary }) => summary.endpointId !== endpointId))
  }
}

const NO_USE = { verified: 0, lastVerifiedAt: null }
const NAMES = {
  signing: 'Signing secret',
  ngrok: 'ngrok authtoken',
  scalekit: 'Scalekit client secret'
} as const
const readers = { signing: readSigningSecret, ngrok: readAuthtoken, scalekit: readClientSecret } as const

/** The same for the same secret in every run, so that what it verified before counts. Tells nothing of a random value. */
const sessionIdOf = (value: string): string =>
  `session_${createHash('sha256').update(value).digest('hex').slice(0, 16)}`

/** One secret as what signs and verifies, or none where it is of another kind or could not be opened. */
function asSigning({ summary, value }: Held, kind: 'signing' | 'sample'): SigningSecret[] {
  if (summary.kind !== kind || value === null) return []
  const { id, label, lastFour, endpointId } = summary
  return [{ id, label, lastFour, value, endpointId, sample: kind === 'sample' }]
}

/** The first of "Signing secret", "Signing secret 2", … that is not in use, so that no two are called the same. */
function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? NAMES.signing : `${NAMES.signing} ${number}`
    if (!taken.includes(name)) return name
  }
}
