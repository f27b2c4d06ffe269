import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTempDir } from '../tests/support/temp-dir.ts'

let dir: ReturnType<typeof createTempDir>
beforeEach(() => {
  dir = createTempDir()
  mkdirSync(join(dir.path, 'scripts'))
  for (const name of ['check-lock.mjs', 'require-node.mjs']) {
    cpSync(fileURLToPath(new URL(name, import.meta.url)), join(dir.path, 'scripts', name))
  }
})
afterEach(() => dir.remove())

const manifest = { name: 'project', version: '1.0.0', dependencies: { tool: '2.0.0' } }
const tool = { version: '2.0.0', optionalDependencies: { 'tool-linux': '2.0.0', 'tool-darwin': '2.0.0' } }
const complete = {
  '': manifest,
  'node_modules/tool': tool,
  'node_modules/tool-linux': { version: '2.0.0' },
  'node_modules/tool/node_modules/tool-darwin': { version: '2.0.0' }
}

function check(packages: object, { name, version, dependencies }: typeof manifest = manifest) {
  writeFileSync(join(dir.path, 'package.json'), JSON.stringify({ name, version, dependencies, scripts: {} }))
  writeFileSync(join(dir.path, 'package-lock.json'), JSON.stringify({ packages }))
  const { status, stderr } = spawnSync(process.execPath, [join(dir.path, 'scripts/check-lock.mjs')], {
    encoding: 'utf8'
  })
  return { status, problems: stderr.trim() }
}

test('passes a lock that has everything, nested or not', () => {
  expect(check(complete)).toEqual({ status: 0, problems: '' })
})

test('names the platform package that is missing, and who needs it', () => {
  const { 'node_modules/tool-linux': _, ...packages } = complete
  expect(check(packages)).toEqual({
    status: 1,
    problems: 'package-lock.json: node_modules/tool 2.0.0 needs tool-linux 2.0.0, which is missing'
  })
})

test("does not take another package's own copy for the one that is missing", () => {
  const { 'node_modules/tool-linux': linux, ...packages } = complete
  const { status, problems } = check({ ...packages, 'node_modules/other/node_modules/tool-linux': linux })
  expect(status).toBe(1)
  expect(problems).toContain('tool-linux')
})

test('refuses the address of a registry', () => {
  const packages = {
    ...complete,
    'node_modules/tool-linux': { version: '2.0.0', resolved: 'https://registry.example/x' }
  }
  const { status, problems } = check(packages)
  expect(status).toBe(1)
  expect(problems).toContain('node_modules/tool-linux names the registry it came from')
  expect(problems).not.toContain('registry.example')
})

test('refuses a lock that belongs to another package.json', () => {
  const { status, problems } = check(complete, { ...manifest, dependencies: { tool: '2.0.1' } })
  expect(status).toBe(1)
  expect(problems).toBe('package-lock.json: "dependencies" differs from package.json; run npm install')
})
