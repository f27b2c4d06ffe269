import { diffJson } from '../src/shared/json-diff/diff-json.ts'
import { parseJsonText } from '../src/shared/json-text.ts'
import { installPeers } from './install-peers.ts'
import { percentiles } from './load.ts'

const ROUNDS = 15
/** Makes 1 MB. */
const USERS = 1_390

interface Case {
  readonly name: string
  readonly changes: number
  readonly before: string
  readonly after: string
}

interface Contender {
  readonly name: string
  /** Says in how many places the two differ; null for what does not compare. */
  readonly run: () => number | null
}

type Count = (before: unknown, after: unknown) => number

/** 1 MB against 1 MB: how long it takes, and whether a reordered list is told from a changed one. */
export async function benchDiff(): Promise<void> {
  installPeers()
  const libraries = await loadLibraries()
  for (const { name, changes, before, after } of cases()) {
    const parsed = [JSON.parse(before), JSON.parse(after)] as const
    const read = [parseJsonText(before), parseJsonText(after)] as const
    const contenders: Contender[] = [
      { name: 'JSON.parse of both', run: () => nothing(JSON.parse(before), JSON.parse(after)) },
      { name: 'our lossless parse of both', run: () => nothing(parseJsonText(before), parseJsonText(after)) },
      { name: 'our diff', run: () => diffJson(...read).rows.length },
      ...libraries.map(({ library, count }) => ({ name: library, run: () => count(...parsed) }))
    ]
    const results = measure(contenders)
    const [plain = Number.NaN, lossless = Number.NaN] = results.map(({ ms }) => ms)
    console.log(`  ${name}: ${(before.length / 1e6).toFixed(2)} MB each, ${changes} changes`)
    for (const { name: who, ms, found } of results) {
      const ratios = `${(ms / lossless).toFixed(2)} × lossless parse, ${(ms / plain).toFixed(2)} × JSON.parse`
      const verdict = found === changes ? 'exact' : `${found} rows`
      console.log(`    ${who}: ${ms.toFixed(1)} ms, ${ratios}${found === null ? '' : `, ${verdict}`}`)
    }
    const ours = results.find((result) => result.name === 'our diff')
    if (ours?.found !== changes) throw new Error(`Our diff found ${ours?.found} rows instead of ${changes}.`)
  }
}

const nothing = (..._parsed: readonly unknown[]): null => null

/** Medians of rounds in which each has its turn, so that what else runs on the machine slows all of them. */
function measure(contenders: readonly Contender[]): { name: string; ms: number; found: number | null }[] {
  const times = contenders.map((): number[] => [])
  const found = contenders.map(({ run }) => run())
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { run }] of contenders.entries()) {
      const startedAt = performance.now()
      run()
      times[index]?.push(performance.now() - startedAt)
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    ms: percentiles(times[index] ?? []).p50,
    found: found[index] ?? null
  }))
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
interface Member {
  value: string
  type: string
  primary?: boolean
}
interface User {
  id: string
  userName: string
  active: boolean
  title: string
  name: { givenName: string; familyName: string }
  emails: Member[]
  phoneNumbers: Member[]
  groups: { value: string; display: string }[]
  roles: string[]
}

function directory(): { Resources: User[] } {
  const user = (index: number): User => ({
    id: `diruser_1128602521221${21_000 + index}`,
    userName: `person.${index}@juniperslate.example`,
    active: index % 9 > 0,
    title: ['Staff Engineer', 'Designer', 'Counsel', 'Lead'][index % 4] ?? '',
    name: { givenName: `Given${index % 211}`, familyName: `Family${index % 503}` },
    emails: [
      { value: `person.${index}@juniperslate.example`, type: 'work', primary: true },
      { value: `p${index}@home.example`, type: 'home' }
    ],
    phoneNumbers: [
      { value: `+44 20 7946 ${1_000 + index}`, type: 'work' },
      { value: `+44 7700 ${900_000 + index}`, type: 'mobile' }
    ],
    groups: Array.from({ length: 6 }, (_, at) => ({
      value: `dirgroup_${(index * 7 + at * 13) % 997}`,
      display: `Group ${(index * 7 + at * 13) % 997}`
    })),
    roles: ['member', `team-${index % 40}`]
  })
  return { Resources: Array.from({ length: USERS }, (_, index) => user(index)) }
}

function cases(): Case[] {
  const before = JSON.stringify(directory())
  const changed = directory()
  const at = (index: number): User => {
    const found = changed.Resources[index]
    if (!found) throw new Error(`There is no user ${index}.`)
    return found
  }
  at(10).title = 'Principal Engineer'
  at(500).active = !at(500).active
  at(900).name.familyName = 'Renamed'
  const three = JSON.stringify(changed)
  at(20).userName = 'new.name@juniperslate.example'
  at(30).emails.push({ value: 'third@juniperslate.example', type: 'other' })
  at(40).groups.pop()
  at(50).roles.push('auditor')
  changed.Resources.splice(700, 1)
  return [
    { name: '3 scalars changed', changes: 3, before, after: three },
    { name: 'arrays shuffled', changes: 0, before, after: JSON.stringify(shuffled(directory())) },
    { name: 'shuffled and edited', changes: 8, before, after: JSON.stringify(shuffled(changed)) }
  ]
}

/** The same value with every array in another order; the same one every time. */
function shuffled(root: object): Json {
  let state = 20_261_126
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const shuffle = (value: Json): Json => {
    if (Array.isArray(value)) {
      const items = value.map(shuffle)
      for (let index = items.length - 1; index > 0; index--) {
        const other = Math.floor(random() * (index + 1))
        ;[items[index], items[other]] = [items[other] ?? null, items[index] ?? null]
      }
      return items
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shuffle(member)]))
  }
  return shuffle(root as Json)
}

/** Those of `bench/package.json` that are installed. */
async function loadLibraries(): Promise<{ library: string; count: Count }[]> {
  const found: { library: string; count: Count }[] = []
  const load = async (library: string, make: (module: unknown) => Count) => {
    try {
      found.push({ library, count: make(await import(library)) })
    } catch {
      console.log(`  ${library} is not installed, and left out`)
    }
  }
  interface JsonDiffPatch {
    create: (options: object) => { diff: (before: unknown, after: unknown) => unknown }
  }
  await load('jsondiffpatch', (module) => {
    const { create } = module as JsonDiffPatch
    const objectHash = (item: { id?: string; value?: string }) => item.id ?? item.value
    const differ = create({ objectHash })
    return (before, after) => countDelta(differ.diff(before, after))
  })
  interface JsonDiffTs {
    diff: (before: unknown, after: unknown, options: object) => unknown[]
    atomizeChangeset: (changes: unknown[]) => unknown[]
  }
  await load('json-diff-ts', (module) => {
    const { diff, atomizeChangeset } = module as JsonDiffTs
    const embeddedObjKeys = {
      Resources: 'id',
      'Resources.emails': 'type',
      'Resources.phoneNumbers': 'type',
      'Resources.groups': 'value',
      'Resources.roles': '$value'
    }
    return (before, after) => atomizeChangeset(diff(before, after, { embeddedObjKeys })).length
  })
  interface Microdiff {
    default: (before: unknown, after: unknown) => unknown[]
  }
  await load('microdiff', (module) => {
    const { default: diff } = module as Microdiff
    return (before, after) => diff(before, after).length
  })
  return found
}

/** jsondiffpatch's delta has an array for each change; `['', n, 3]` says that an item moved, which is none. */
function countDelta(delta: unknown): number {
  if (Array.isArray(delta)) return delta[2] === 3 ? 0 : 1
  if (typeof delta !== 'object' || delta === null) return 0
  return Object.entries(delta).reduce(
    (count, [name, inner]) => count + (name === '_t' ? 0 : countDelta(inner)),
    0
  )
}
