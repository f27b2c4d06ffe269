import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Installs what the app is compared with, once. False where it cannot be had, which npm has then explained. */
export function installPeers(): boolean {
  const isThere = () => existsSync(new URL('node_modules/mockttp', import.meta.url))
  if (isThere()) return true
  const npm = process.env['npm_execpath']
  const args = ['ci', '--prefix', folder, '--no-progress']
  const options = { cwd: folder, stdio: ['ignore', 2, 2] as const }
  console.error('Installing what the app is compared with…')
  if (npm) spawnSync(process.execPath, [npm, ...args], { ...options, stdio: ['ignore', 2, 2] })
  else spawnSync('npm', args, { ...options, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  return isThere()
}
