// `--import` this before the built main bundle: whatever it imports as "electron" is the double.
import { createRequire, registerHooks } from 'node:module'

const double = new URL('./electron.mjs', import.meta.url).href
const { version } = createRequire(import.meta.url)('electron/package.json')

registerHooks({
  resolve(specifier, context, next) {
    if (/^electron(\/(main|common))?$/.test(specifier)) {
      return { url: double, format: 'module', shortCircuit: true }
    }
    return next(specifier, context)
  }
})
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true })
Object.defineProperty(process, 'type', { value: 'browser' })
