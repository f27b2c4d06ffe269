import type { Core } from '../core/core.ts'
import type { Handlers } from './dispatcher.ts'

/** Every command and the core's function that answers it. */
export function createHandlers(core: Core): Handlers {
  return {
    'app.info': core.info,
    'listening.status': core.listening.status,
    'listening.start': core.listening.start,
    'listening.test': core.listening.test,
    'listening.stop': core.listening.stop,
    'events.list': core.events.list,
    'events.get': core.events.get,
    'events.body': core.events.body,
    'events.history': core.events.history,
    'events.diff': core.events.diff,
    'events.facets': core.events.facets,
    'events.histogram': core.events.histogram,
    'events.star': core.events.star,
    'events.note': core.events.note,
    'events.delete': core.events.delete,
    'deliveries.list': core.deliveries.list,
    'deliveries.get': core.deliveries.get,
    'deliveries.body': core.deliveries.body,
    'deliveries.delete': core.deliveries.delete,
    'deliveries.export': core.deliveries.export,
    'deliveries.import': core.deliveries.import,
    'deletions.undo': core.deletions.undo,
    'replays.start': core.replays.start,
    'replays.list': core.replays.list,
    'samples.types': core.samples.types,
    'samples.send': core.samples.send,
    'samples.curl': core.samples.curl,
    'endpoints.list': core.endpoints.list,
    'endpoints.add': core.endpoints.add,
    'endpoints.set': core.endpoints.set,
    'endpoints.remove': core.endpoints.remove,
    'secrets.list': core.secrets.list,
    'secrets.add': core.secrets.add,
    'secrets.remove': core.secrets.remove,
    'authtoken.find': core.authtoken.find,
    'authtoken.import': core.authtoken.import,
    'credentials.test': core.credentials.test,
    'settings.get': core.settings.get,
    'settings.set': core.settings.set,
    'stats.summary': core.stats.summary
  }
}
