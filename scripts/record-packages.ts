import type { Plugin } from 'vite'

/** The name of the file, beside what it is about, that lists the packages inside a bundle. */
const file = '.packages.json'

/** Lists the packages that a bundle was made from: it is the only one who knows. */
export function recordPackages(): Plugin {
  return {
    name: 'record-packages',
    generateBundle() {
      const found = new Set<string>()
      for (const id of this.getModuleIds()) {
        // The innermost folder counts: a package may bring another version of a second one along.
        const path = id.replaceAll('\\', '/').split('/node_modules/')
        const name = path.length > 1 && /^(@[^/]+\/)?[^/]+/.exec(path.at(-1) ?? '')?.[0]
        if (name) found.add(`node_modules/${[...path.slice(1, -1), name].join('/node_modules/')}`)
      }
      const source = `${JSON.stringify([...found].toSorted(), null, 2)}\n`
      this.emitFile({ type: 'asset', fileName: file, source })
    }
  }
}
