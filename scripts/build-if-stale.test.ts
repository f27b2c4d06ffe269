import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTempDir } from '../tests/support/temp-dir.ts'

/** A project with the real script, and a build tool that only notes that it ran. */
const buildTool = `
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
appendFileSync('builds', 'x')
if (existsSync('src/broken.ts')) process.exit(3)
rmSync('out', { recursive: true, force: true })
const outputs = ['main/index.js', 'main/browser.js', 'main/store-worker.js', 'main/tunnel-process.js', 'preload/index.cjs', 'renderer/index.html']
for (const folder of ['main', 'preload', 'renderer']) mkdirSync('out/' + folder, { recursive: true })
for (const file of outputs) writeFileSync('out/' + file, '')
console.log('built')
`

let dir: ReturnType<typeof createTempDir>
const at = (path: string) => join(dir.path, path)
function write(path: string, content = '') {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), content)
}
function run() {
  const script = at('scripts/build-if-stale.mjs')
  return spawnSync(process.execPath, [script], { cwd: dir.path, encoding: 'utf8' })
}
const builds = () => readFileSync(at('builds'), 'utf8').length

beforeEach(() => {
  dir = createTempDir()
  for (const name of ['build-if-stale.mjs', 'require-node.mjs']) {
    cpSync(fileURLToPath(new URL(name, import.meta.url)), at(`scripts/${name}`))
  }
  write('package.json', '{"type":"module"}')
  const others = [
    'package-lock.json',
    'electron.vite.config.ts',
    'tsconfig.base.json',
    'scripts/record-packages.ts'
  ]
  for (const file of others) write(file)
  write('resources/data.json')
  write('src/main/index.ts', 'one')
  write('node_modules/electron-vite/package.json', '{"type":"module"}')
  write('node_modules/electron-vite/bin/electron-vite.js', buildTool)
})
afterEach(() => dir.remove())

test('builds once, and again only when something that goes in has changed', () => {
  expect(run().status).toBe(0)
  expect(run().status).toBe(0)
  expect(builds()).toBe(1)
  utimesSync(at('src/main/index.ts'), new Date(), new Date())
  write('src/main/index.test.ts', 'a test is not built')
  run()
  expect(builds()).toBe(1)
  const changes = [
    () => write('src/main/index.ts', 'two'),
    () => write('src/main/new.ts'),
    () => rmSync(at('src/main/new.ts')),
    () => write('resources/data.json', '{}'),
    () => write('package-lock.json', '{}'),
    () => rmSync(at('out/preload/index.cjs')),
    () => rmSync(at('out'), { recursive: true })
  ]
  for (const [index, change] of changes.entries()) {
    change()
    run()
    run()
    expect(builds()).toBe(index + 2)
  }
})

test('does not take another build for its own', () => {
  run()
  write('src/main/index.ts', 'two')
  spawnSync(process.execPath, [at('node_modules/electron-vite/bin/electron-vite.js')], { cwd: dir.path })
  write('src/main/index.ts', 'one')
  run()
  expect(builds()).toBe(3)
})

test('keeps stdout for whoever reads it', () => {
  const { stdout, stderr } = run()
  expect(stdout).toBe('')
  expect(stderr).toContain('built')
})

test('fails when the build does, and tries again next time', () => {
  write('src/broken.ts')
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('The build failed') })
  expect(run().status).toBe(1)
  expect(builds()).toBe(2)
  rmSync(at('src/broken.ts'))
  expect(run().status).toBe(0)
})

test('works where the project is reached by a link', () => {
  const link = createTempDir()
  symlinkSync(dir.path, join(link.path, 'project'), 'junction')
  const script = join(link.path, 'project/scripts/build-if-stale.mjs')
  spawnSync(process.execPath, [script], { cwd: dir.path })
  expect(builds()).toBe(1)
  link.remove()
})
