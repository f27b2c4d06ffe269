import { randomInt } from 'node:crypto'
import type { Announce } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { ListeningStatus } from '#shared/listening-models.ts'
import type { Simulation } from '#shared/simulator-models.ts'
import type { Call } from '../commands.ts'
import { describeEvent } from '../events/describe-event.ts'
import type { Endpoints } from '../endpoints/endpoints.ts'
import type { Listening } from '../listening.ts'
import type { Clock, Log } from '../ports.ts'
import { readCatalogue } from '../samples/catalogue.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Store } from '../store/client.ts'
import { exampleOrganization, type Catalogue } from './event-writer.ts'
import { createEventMaker } from './make-events.ts'
import { domainOf, type Organization } from './organizations.ts'
import { createRandom } from './random.ts'
import { createRuns } from './runs.ts'
import { describeStory, findStory, spanOf, STORIES, tellStory } from './stories/stories.ts'

/** Events made here, one by one, as stories, or as load. */
export interface SimulatorCommands {
  readonly make: Call<'simulator.make'>
  readonly send: Call<'simulator.send'>
  readonly stories: Call<'simulator.stories'>
  readonly tell: Call<'simulator.tell'>
  readonly load: Call<'simulator.load'>
  readonly runs: Call<'simulator.runs'>
  readonly stop: Call<'simulator.stop'>
}

export interface SimulatorParts {
  readonly clock: Clock
  readonly log: Log
  readonly announce: Announce
  readonly store: Store
  readonly secrets: Pick<Secrets, 'ofUser' | 'sample'>
  readonly listening: Pick<Listening, 'localWebhookUrl' | 'status'>
  readonly endpoints: Pick<Endpoints, 'match'>
  /** What comes after the address of the receiver or the public URL. */
  webhookPath(): string
}

const SEEDS = 2 ** 31
/** How many of a paced simulation may wait for an answer at once. */
const LANES = 64
const DEFAULT_DIALECT = 'okta'

export function createSimulatorCommands(
  parts: SimulatorParts
): SimulatorCommands & { /** Ends what is under way. */ close(): Promise<void> } {
  const { clock, store, secrets, listening } = parts
  const runs = createRuns({
    ...parts,
    urlOf(entrance) {
      const url = entrance === 'receiver' ? listening.localWebhookUrl() : publicUrl(listening.status())
      if (url !== null) return url
      throw new AppError('unavailable', CLOSED[entrance])
    },
    secret() {
      const endpoint = parts.endpoints.match(parts.webhookPath())
      const secret = secrets.ofUser(endpoint.id)[0] ?? secrets.sample()
      if (secret) return secret.value
      throw new AppError(
        'unavailable',
        'There is no secret to sign events with. Add the signing secret of your endpoint first.'
      )
    }
  })
  /** The one that most stored events are of and whose name is known, so that what is made belongs to them. */
  const findOrganization = async (catalogue: Catalogue): Promise<Organization> => {
    const example = exampleOrganization(catalogue)
    for (const { id, name } of (await store.call('facets')).organizations) {
      if (id === example.id) return example
      if (name !== null) return { id, name, domain: domainOf(name) }
    }
    return example
  }

  return {
    async make({ type, dialect = DEFAULT_DIALECT, names, count, seed = randomInt(SEEDS) }) {
      const catalogue = await readCatalogue()
      const organization = await findOrganization(catalogue)
      const make = createEventMaker({ catalogue, seed, dialect, names, organization })
      const events = Array.from({ length: count }, () => make(type, clock.now()))
      return {
        seed,
        events: events.map((event) => ({ type: String(event['type']), body: JSON.stringify(event) }))
      }
    },
    async send({ bodies, entrance, perSecond }) {
      const only = bodies.length === 1 ? describeEvent(Buffer.from(bodies[0] ?? '')).type : null
      return runs.start({
        kind: 'events',
        what: only ?? (bodies.length === 1 ? 'One event' : `${bodies.length} events`),
        entrance,
        total: bodies.length,
        atOnce: perSecond === undefined ? 1 : LANES,
        dueMs: (index) => (perSecond === undefined ? 0 : (index / perSecond) * 1_000),
        message: (index) => ({ body: bodies[index] ?? '' })
      })
    },
    stories: async () => ({ rows: STORIES.map(describeStory) }),
    async tell({ story, dialect, names, speed, entrance, seed = randomInt(SEEDS) }) {
      const plan = findStory(story)
      const catalogue = await readCatalogue()
      const messages = tellStory(plan, {
        catalogue,
        seed,
        dialect,
        names,
        organization: await findOrganization(catalogue),
        start: speed === null ? clock.now() - spanOf(plan) : clock.now(),
        speed: speed ?? 1
      })
      return runs.start({
        kind: 'story',
        what: plan.name,
        entrance,
        total: messages.length,
        atOnce: 1,
        dueMs: (index) => (speed === null ? 0 : (messages[index]?.dueMs ?? 0)),
        message: (index) => messages[index] ?? { body: '' }
      })
    },
    async load({ types, dialect = DEFAULT_DIALECT, perSecond, seconds, entrance }) {
      const catalogue = await readCatalogue()
      const seed = randomInt(SEEDS)
      const organization = await findOrganization(catalogue)
      const make = createEventMaker({ catalogue, seed, dialect, names: 'current', organization })
      // Refuses a type that is not in the catalogue before anything is sent.
      for (const type of types) make(type, clock.now())
      const random = createRandom(seed)
      return runs.start({
        kind: 'load',
        what: `${perSecond} a second for ${seconds} s`,
        entrance,
        total: Math.floor(perSecond * seconds),
        atOnce: LANES,
        dueMs: (index) => (index / perSecond) * 1_000,
        message: () => ({ body: JSON.stringify(make(random.pick(types), clock.now())) }),
        lastsMs: seconds * 1_000
      })
    },
    runs: async () => ({ rows: runs.list() }),
    stop: ({ id }) => runs.stop(id),
    close: () => runs.close()
  }
}

/** The address to give the provider, where it is a public one. */
const publicUrl = ({ tunnel, copyUrl }: ListeningStatus): string | null =>
  tunnel.state === 'online' ? copyUrl : null

const CLOSED: Readonly<Record<Simulation['entrance'], string>> = {
  receiver: 'The receiver is stopped. Start listening, then send again.',
  public: 'There is no public URL to send through. Start listening with one, or send through the receiver.'
}
