import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Job {
  readonly 'runs-on': string
  readonly 'timeout-minutes'?: number
  readonly permissions?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } }
  readonly steps: readonly Step[]
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}
const workflows = globSync('.github/workflows/*.yml', { cwd: root }).map((file) => {
  const text = readFileSync(root + file, 'utf8')
  return { name: basename(file), text, workflow: parse(text, { strict: true, uniqueKeys: true }) as Workflow }
})
const read = (name: string) => {
  const found = workflows.find((one) => one.name === name)
  if (!found) throw new Error(`There is no ${name}`)
  return found.workflow
}

test('there is one for changes, one for each night and one for releases', () => {
  expect(workflows.map(({ name }) => name).toSorted()).toEqual(['ci.yml', 'nightly.yml', 'release.yml'])
})

describe.each(workflows)('$name', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  test('may only read, and what writes says so itself', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    const writing = jobs.filter(({ permissions }) => permissions !== undefined)
    // A job that may write runs no code of the project and of nobody it depends on.
    for (const job of writing) expect(JSON.stringify(job.steps)).not.toMatch(/checkout|npm |npx /)
  })

  test('names each action by the commit that it was read at', () => {
    const actions = steps.flatMap(({ uses }) => uses ?? [])
    expect(actions.length).toBeGreaterThan(0)
    for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@[\da-f]{40}$/)
    for (const line of text.split('\n').filter((one) => one.includes('uses:'))) {
      expect(line).toMatch(/@[\da-f]{40} # v\d+\.\d+\.\d+$/)
    }
  })

  test('hands no token of the repository to what it checks out', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false })
    }
  })

  test('puts nothing that others can write into a shell', () => {
    for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{(?! *matrix\.)/)
  })

  test('runs scripts that exist, within a time, on systems that are named by their version', () => {
    for (const { run = '' } of steps) {
      for (const [, script = ''] of run.matchAll(/npm run ([\w:-]+)/g)) {
        expect(Object.keys(scripts)).toContain(script)
      }
    }
    for (const job of jobs) {
      expect(job['timeout-minutes']).toBeGreaterThan(0)
      const systems = job.strategy?.matrix.include.map(({ os }) => os) ?? [job['runs-on']]
      for (const system of systems) expect(system).not.toContain('latest')
    }
  })
})

test('a release is made for five systems, each tested on its own Electron before it is packed', () => {
  const { package: job, attach } = read('release.yml').jobs
  const targets = job?.strategy?.matrix.include.map(({ name }) => name) ?? []
  expect(targets).toEqual(['linux-x64', 'mac-x64', 'mac-arm64', 'win-x64', 'win-arm64'])
  const runs = job?.steps.flatMap(({ run }) => run ?? []) ?? []
  const at = (command: string) => runs.findIndex((run) => run.includes(command))
  const order = [
    'npm ci',
    'npm audit signatures',
    'npx install-electron',
    'npm test',
    'npm run package',
    'npm run package:check',
    'npm run sbom'
  ].map(at)
  expect(order).not.toContain(-1)
  expect(order).toEqual(order.toSorted((one, other) => one - other))
  expect(runs).toContain('xvfb-run -a npm test')
  const attached = attach?.steps.map(({ run }) => run).join('\n')
  for (const target of targets) expect(attached).toContain(target)
})
