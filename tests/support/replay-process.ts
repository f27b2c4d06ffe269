import { SECRET } from './signed-request.ts'
import { openTempCore } from './temp-core.ts'

/** A core in a process of its own that replays all events of a data directory, to be killed meanwhile. */
const [dataDir = '', target = ''] = process.argv.slice(2)
const { core } = await openTempCore(
  { sessionSecrets: [SECRET] },
  {},
  { path: dataDir, remove: () => undefined }
)
const { replayId } = await core.replays.start({
  query: '',
  target,
  mode: 'resign',
  deliveryId: 'new',
  typeNames: 'asSent',
  concurrency: 4
})
process.send?.(replayId)
