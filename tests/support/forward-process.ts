import { SECRET } from './signed-request.ts'
import { openTempCore } from './temp-core.ts'

/** A core in a process of its own that forwards what arrives, to be killed meanwhile. */
const [dataDir = '', target = ''] = process.argv.slice(2)
const opened = await openTempCore(
  { sessionSecrets: [SECRET], forwardTargets: [target] },
  {},
  { path: dataDir, remove: () => undefined }
)
opened.core.onAnnouncement((name, payload) => process.send?.({ name, payload }))
process.send?.({ name: 'ready', payload: await opened.receiverUrl() })
