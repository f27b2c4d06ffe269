import type { AppCommands } from './app-commands.ts'
import type { AuthtokenCommands } from './authtoken/authtoken-commands.ts'
import type { Call } from './commands.ts'
import type { CredentialCommands } from './credentials/credential-commands.ts'
import type { Deleting } from './deleting.ts'
import type { DeliveryCommands } from './deliveries/delivery-commands.ts'
import type { EventCommands } from './events/event-commands.ts'
import type { EntityCommands } from './entities/entity-commands.ts'
import type { EndpointCommands } from './endpoints/endpoint-commands.ts'
import type { CheckCommands } from './checks/checks.ts'
import type { ShareCommands } from './sharing/share-commands.ts'
import type { SimulatorCommands } from './simulator/simulator-commands.ts'
import type { ListeningCommands } from './listening-commands.ts'
import type { MappingCommands } from './mapping/mapping-commands.ts'
import type { SendingCommands } from './sending.ts'
import type { SecretCommands } from './signatures/secret-commands.ts'

/** Everything that a command can ask the core for. */
export interface CoreCommands extends SendingCommands, AppCommands {
  readonly listening: ListeningCommands
  readonly events: EventCommands & { readonly delete: Deleting['events'] }
  readonly deliveries: DeliveryCommands & {
    readonly delete: Deleting['deliveries']
    readonly export: Call<'deliveries.export'>
    readonly import: Call<'deliveries.import'>
  }
  readonly entities: EntityCommands
  readonly mappings: MappingCommands
  readonly deletions: { readonly undo: Deleting['undo'] }
  readonly simulator: SimulatorCommands
  readonly checks: CheckCommands
  readonly sharing: ShareCommands
  readonly samples: {
    types: Call<'samples.types'>
    send: Call<'samples.send'>
    curl: Call<'samples.curl'>
  }
  readonly endpoints: EndpointCommands
  readonly secrets: SecretCommands
  readonly authtoken: AuthtokenCommands
  readonly credentials: CredentialCommands
  readonly settings: { get: Call<'settings.get'>; set: Call<'settings.set'> }
  readonly stats: { summary: Call<'stats.summary'>; compact: Call<'data.compact'> }
}
