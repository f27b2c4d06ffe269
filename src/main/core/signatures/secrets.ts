import { randomBytes, randomUUID } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { SecretSummary } from '#shared/models.ts'
import type { Clock, Log, Vault } from '../ports.ts'
import type { Store } from '../store/client.ts'
import type { SealedSecret } from '../store/secrets.ts'
import type { SigningSecret } from './judge.ts'
import { readPastedSecret, readSigningSecret } from './read-secret.ts'

/** All secrets of this run, opened once. Values leave it only to sign, to verify, or to start the tunnel. */
export interface Secrets {
  /** In the order in which they are tried: the user's, then the sample secret. */
  signing(): readonly SigningSecret[]
  /** The user's alone, in the same order. */
  ofUser(): readonly SigningSecret[]
  /** The app's own secret, or null where the vault cannot hold one. */
  sample(): SigningSecret | null
  ngrokAuthtoken(): string | null
  summaries(): SecretSummary[]
  find(id: string): SecretSummary | null
  add(input: {
    kind: 'signing' | 'ngrok'
    value: string
    label?: string | undefined
  }): Promise<{ secret: SecretSummary; notes: string[] }>
  remove(id: string): Promise<void>
}

interface Held {
  readonly summary: SecretSummary
  /** Null when the vault could not open it. */
  readonly value: string | null
}

export async function createSecrets(
  ports: { clock: Clock; log: Log; vault: Vault },
  store: Store,
  sessionSecrets: readonly string[]
): Promise<Secrets> {
  const { clock, log, vault } = ports

  const openSealed = async (sealed: SealedSecret): Promise<Held> => {
    const { id, kind, label, lastFour, addedAt } = sealed
    const summary = { id, kind, label, lastFour, addedAt, origin: 'stored' } as const
    try {
      return { summary: { ...summary, usable: true }, value: await vault.open(sealed.sealed) }
    } catch (error) {
      log.warn('A stored secret can no longer be opened; it must be added again', {
        label,
        error: String(error)
      })
      return { summary: { ...summary, usable: false }, value: null }
    }
  }
  const seal = async (kind: SecretSummary['kind'], label: string, value: string): Promise<Held> => {
    const summary = {
      id: `sec_${randomUUID()}`,
      kind,
      label,
      lastFour: value.slice(-4),
      addedAt: clock.now()
    }
    await store.call('insertSecret', { ...summary, sealed: await vault.seal(value) })
    return { summary: { ...summary, origin: 'stored', usable: true }, value }
  }
  const ofSession = (value: string, index: number): Held => ({
    summary: {
      id: `session_${index + 1}`,
      kind: 'signing',
      label: 'From the command line or environment',
      lastFour: value.slice(-4),
      origin: 'session',
      usable: true,
      addedAt: clock.now()
    },
    value
  })

  let held = await Promise.all((await store.call('listSecrets')).map(openSealed))
  held.push(...sessionSecrets.map(ofSession))
  if (!held.some((one) => one.summary.kind === 'sample' && one.value !== null)) {
    held.push(await seal('sample', 'Sample events', `whsec_${randomBytes(24).toString('base64')}`))
  }

  const usable = (kind: SecretSummary['kind']): SigningSecret[] =>
    held.flatMap(({ summary, value }) =>
      summary.kind === kind && value !== null ? [{ id: summary.id, value, sample: kind === 'sample' }] : []
    )
  let signing: readonly SigningSecret[] = []
  const refresh = () => {
    signing = [...usable('signing'), ...usable('sample')]
  }
  refresh()

  return {
    signing: () => signing,
    ofUser: () => usable('signing'),
    sample: () => usable('sample')[0] ?? null,
    ngrokAuthtoken: () => usable('ngrok').at(-1)?.value ?? null,
    summaries: () => held.map((one) => one.summary).filter((summary) => summary.kind !== 'sample'),
    find: (id) => held.find((one) => one.summary.id === id)?.summary ?? null,
    async add({ kind, value: pasted, label }) {
      const { value, notes } = kind === 'signing' ? readSigningSecret(pasted) : readPastedSecret(pasted)
      const known = held.find((one) => one.value === value && one.summary.origin === 'stored')
      if (known) throw new AppError('conflict', `This secret is already stored as "${known.summary.label}".`)
      const count = usable(kind).length
      const name =
        kind === 'signing' ? `Signing secret${count > 0 ? ` ${count + 1}` : ''}` : 'ngrok authtoken'
      const added = await seal(kind, label?.trim() || name, value)
      held = [...held, added]
      refresh()
      return { secret: added.summary, notes }
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
      held = held.filter((one) => one !== secret)
      refresh()
    }
  }
}
