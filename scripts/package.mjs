// Builds the installers of this system and processor into dist/. Needs Electron's runtime, which it downloads.
// What is signed, notarised and updated is said by environment variables (CONTRIBUTING.md lists them).
import './require-node.mjs'
import { spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { packagingFlags } from './packaging-flags.mjs'
import { writeLicences } from './shipped.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js')

if (!buildIfStale()) process.exit(1)
writeLicences()
if (process.platform === 'win32') bringRuntime()
const flags = packagingFlags(process.env, process.platform, process.arch)
const args = [builder, '--publish=never', ...flags, ...process.argv.slice(2)]
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1

/** Takes Microsoft's run time from Visual Studio, whose licence has it passed on with an app. */
function bringRuntime() {
  const { arch, env } = process
  const redist =
    env.VCRUNTIME_DIR ?? join(env.ProgramFiles ?? '', 'Microsoft Visual Studio/*/*/VC/Redist/MSVC/*')
  const found = globSync(`${redist.replaceAll('\\', '/')}/${arch}/Microsoft.VC*.CRT/vcruntime140*.dll`)
  if (found.length === 0) {
    throw new Error(
      `vcruntime140.dll for ${arch} was not found. Install Visual Studio, or set VCRUNTIME_DIR.`
    )
  }
  const target = join(root, `dist/vcruntime-${arch}`)
  mkdirSync(target, { recursive: true })
  for (const file of found.toSorted()) copyFileSync(file, join(target, basename(file)))
}
