import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const scripts = fileURLToPath(new URL('.', import.meta.url))
const pretend = (version: string) =>
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`
const run = (script: string, version: string) =>
  spawnSync(process.execPath, ['--import', pretend(version), `${scripts}${script}`], { encoding: 'utf8' })

test.each(['16.20.2', '18.20.8', '20.20.2', '22.14.0'])('refuses Node %s in a sentence', (version) => {
  const { status, stderr } = run('require-node.mjs', version)
  expect(status).toBe(1)
  expect(stderr).toContain(`Webhook Inspector needs Node 22.15 or newer; this is ${version}.`)
})

test.each(['22.15.0', '24.0.0', '30.1.0'])('takes Node %s', (version) => {
  expect(run('require-node.mjs', version)).toMatchObject({ status: 0, stderr: '' })
})

test.each(['build-if-stale', 'check-lock', 'serve', 'start', 'test', 'typecheck'])(
  '%s refuses it before all else',
  (name) => {
    expect(readdirSync(scripts)).toContain(`${name}.mjs`)
    const { status, stdout, stderr } = run(`${name}.mjs`, '20.20.2')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr.trim().split('\n')).toHaveLength(1)
  }
)
