import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTempDir } from '../support/temp-dir.ts'

/** What a file of each ring may import. The linter is asked about real files under the project's own rules. */
const cases: readonly [file: string, statement: string, verdict: 'allowed' | 'forbidden'][] = [
  ['src/main/core/probe.ts', "import { app } from 'electron'", 'forbidden'],
  ['src/main/core/deep/probe.ts', "import type { App } from 'electron/main'", 'forbidden'],
  ['src/main/core/probe.ts', "import { x } from '../hosts/log.ts'", 'forbidden'],
  ['src/main/core/probe.ts', "import { x } from '../rpc/announcer.ts'", 'forbidden'],
  ['src/main/core/probe.test.ts', "import { app } from 'electron'", 'forbidden'],
  ['src/main/core/probe.ts', "import { x } from 'node:fs'", 'allowed'],
  ['src/main/core/probe.ts', "import { x } from '#shared/contract.ts'", 'allowed'],
  ['src/main/rpc/probe.ts', "import { x } from '../hosts/log.ts'", 'forbidden'],
  ['src/main/rpc/probe.ts', "import { app } from 'electron'", 'forbidden'],
  ['src/main/rpc/probe.ts', "import { x } from '../core/core.ts'", 'allowed'],
  ['src/main/hosts/probe.ts', "import { app } from 'electron'", 'forbidden'],
  ['src/main/hosts/browser/probe.ts', "import { app } from 'electron'", 'forbidden'],
  ['src/main/hosts/browser/probe.ts', "import { x } from '../electron/menu.ts'", 'forbidden'],
  ['src/main/hosts/electron/probe.ts', "import { app } from 'electron'", 'allowed'],
  ['src/main/browser.ts', "import { app } from 'electron'", 'forbidden'],
  ['src/preload/probe.ts', "import { x } from 'node:fs'", 'forbidden'],
  ['src/preload/probe.ts', "import { x } from '../main/core/core.ts'", 'forbidden'],
  ['src/preload/probe.ts', "import { x } from 'electron'", 'allowed'],
  ['src/shared/probe.ts', "import { x } from 'node:fs'", 'forbidden'],
  ['src/shared/probe.ts', "import { x } from 'react'", 'forbidden'],
  ['src/shared/probe.ts', "import { x } from '../main/core/core.ts'", 'forbidden'],
  ['src/shared/probe.ts', "import { z } from 'zod'", 'allowed'],
  ['src/shared/probe.ts', "import { x } from './models.ts'", 'allowed'],
  ['src/renderer/src/probe.ts', "import { x } from 'node:fs'", 'forbidden'],
  ['src/renderer/src/deep/probe.tsx', "import { x } from 'electron'", 'forbidden'],
  ['src/renderer/src/probe.ts', "import { x } from '../../main/core/core.ts'", 'forbidden'],
  ['src/renderer/src/probe.ts', "import { z } from 'zod'", 'forbidden'],
  ['src/renderer/src/probe.ts', "import { commands } from '#shared/contract.ts'", 'forbidden'],
  ['src/renderer/src/probe.ts', "import { DiffRow } from '#shared/diff-models.ts'", 'forbidden'],
  ['src/renderer/src/probe.ts', "import { Settings } from '#shared/settings-models.ts'", 'forbidden'],
  ['src/renderer/src/probe.ts', "import type { CommandName } from '#shared/contract.ts'", 'allowed'],
  ['src/renderer/src/probe.ts', "import { x } from '#shared/json-diff/diff-json.ts'", 'allowed']
]

const root = fileURLToPath(new URL('../..', import.meta.url))
const dir = createTempDir()
const refused = new Set<string>()

/** One file per case, so that each is judged alone. */
const fileOf = (index: number) => {
  const [file] = cases[index]!
  return file.includes('probe') ? file.replace('probe', `probe-${index}`) : file
}

beforeAll(() => {
  copyFileSync(join(root, '.oxlintrc.json'), join(dir.path, '.oxlintrc.json'))
  for (const [index, [, statement]] of cases.entries()) {
    const file = join(dir.path, fileOf(index))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${statement}\n`)
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
    cwd: dir.path,
    encoding: 'utf8'
  })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
  for (const { code, filename } of diagnostics)
    if (code.includes('no-restricted-imports')) refused.add(filename)
})
afterAll(() => dir.remove())

test.each(cases.map(([file, statement, verdict], index) => [file, statement, verdict, index] as const))(
  'in %s, %s is %s',
  (_file, _statement, verdict, index) => {
    expect(refused.has(fileOf(index)) ? 'forbidden' : 'allowed').toBe(verdict)
  }
)
