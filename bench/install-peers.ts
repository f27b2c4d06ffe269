import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Installs what the app is compared with, once. False where it cannot be had, which npm has then explained. */
export function installPeers(): boolean {
  if (areThere()) return true
  console.error('Installing what the app is compared with…')
  const npm = process.env['npm_execpath']
  const args = ['ci', '--prefix', '.', '--no-progress']
  if (npm) spawnSync(process.execPath, [npm, ...args], { cwd: folder, stdio: ['ignore', 2, 2] })
  else spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  return areThere()
}

function areThere(): boolean {
  const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  return Object.keys(manifest.dependencies).every((name) =>
    existsSync(new URL(`node_modules/${name}`, import.meta.url))
  )
}
