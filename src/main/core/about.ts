import type { About } from '#shared/app-models.ts'
import type { Store } from './store/client.ts'

/** Tells what the app is made of. A host without Electron leaves out what is not there. */
export async function describeApp(
  store: Store,
  { version, dataDir }: { readonly version: string; readonly dataDir: string }
): Promise<About> {
  const { electron, chrome, node } = process.versions as NodeJS.Dict<string>
  const sqlite = await store.call('describe').then(
    (described) => described.sqlite,
    () => undefined // The store is lost, and has said so.
  )
  const versions = { Electron: electron, Chromium: chrome, Node: node, SQLite: sqlite }
  return {
    version,
    licence: 'MIT',
    dataDir,
    versions: Object.entries(versions).flatMap(([name, found]) =>
      found === undefined ? [] : [{ name, version: found }]
    )
  }
}
