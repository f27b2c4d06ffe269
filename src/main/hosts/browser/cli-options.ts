import { PROBES } from '../../core/checks/probes.ts'
import { readTarget } from '../../core/forwarding/target.ts'
import { flags, layOut, nameInHelp, type Flag, type FlagName } from '../flags.ts'
import {
  checked,
  last,
  lookIn,
  path,
  readFlags,
  refusal,
  secret,
  yes,
  type Environment,
  type Given
} from '../options.ts'

/** What browser mode does instead of serving a page, named by the first argument. */
export const COMMANDS = ['check', 'replay'] as const
export type CommandName = (typeof COMMANDS)[number]

interface CommonOptions {
  readonly target: string
  readonly secrets: readonly string[]
  /** Absolute; null for the usual place. */
  readonly dataDir: string | null
  /** Whether stdout is newline-delimited JSON. */
  readonly json: boolean
}
export interface CheckOptions extends CommonOptions {
  readonly command: 'check'
  /** Ids; null for all. */
  readonly probes: readonly string[] | null
}
export interface ReplayOptions extends CommonOptions {
  readonly command: 'replay'
  readonly query: string
  readonly mode: 'resign' | 'verbatim'
  readonly deliveryId: 'same' | 'new'
  readonly typeNames: 'asSent' | 'legacy' | 'current'
  readonly perSecond: number | null
  readonly concurrency: number | null
  readonly baseline: string | null
}
export type CommandOptions = CheckOptions | ReplayOptions

type CommandFlag = Pick<Flag, 'value' | 'help'>

const TARGET = { value: 'URL', help: 'Address of your handler.' }
/** They mean here what they mean to the page, and have the same variables. */
const SHARED = {
  secret: flags.secret,
  'data-dir': flags['data-dir'],
  json: { value: null, help: 'Print JSON lines: one for each result, then one that sums up.' }
}
const FLAGS = {
  check: {
    target: TARGET,
    probe: { value: 'ID', help: 'Only this probe, after the valid delivery; repeatable. They are' },
    ...SHARED,
    secret: {
      value: 'whsec_…',
      help: 'Secret that your handler verifies with. The variable hides it from process lists.'
    }
  },
  replay: {
    query: { value: 'Q', help: 'Which stored events, in the words of the filter, such as "type:user.*".' },
    target: TARGET,
    mode: { value: 'MODE', help: 'resign (as without it: a fresh signature) or verbatim.' },
    'delivery-id': { value: 'WHICH', help: 'same (as without it) or new.' },
    'type-names': { value: 'WHICH', help: 'as-sent (as without it), legacy or current.' },
    rate: { value: 'N', help: 'Events a second, from 0.01 to 10000. Without it as fast as answers come.' },
    concurrency: { value: 'N', help: 'How many may wait for an answer at once, from 1 to 64. Without it 8.' },
    baseline: {
      value: 'NAME',
      help: 'Compare the answers with the replay kept by this name; the first one is kept.'
    },
    ...SHARED
  }
} as const satisfies Record<CommandName, Record<string, CommandFlag>>

export const isCommand = (argument: string | undefined): argument is CommandName =>
  COMMANDS.some((name) => name === argument)

/** Null asks for the help. Throws an `AppError` that names the first argument it refuses. */
export function parseCommand(
  command: CommandName,
  argv: readonly string[],
  env: Environment
): CommandOptions | null {
  const given = readFlags(argv, FLAGS[command], ['help'])
  if (given.has('help')) return null
  const inEnvironment = lookIn(env)
  const look = (name: string): readonly Given[] =>
    given.get(name) ?? (isShared(name) ? inEnvironment(name) : [])
  const common = {
    target: checked(required('target', look('target')), (text) => readTarget(text).href),
    secrets: look('secret').map(secret),
    dataDir: path(look('data-dir')),
    json: yes(look('json'))
  }
  if (command === 'check') {
    if (common.secrets.length > 1) {
      throw refusal(
        'A check signs with one secret. Give --secret once, with the one that your handler knows.'
      )
    }
    const probes = look('probe').map(({ text }) => text)
    return { command, ...common, probes: probes.length === 0 ? null : probes }
  }
  return {
    command,
    ...common,
    query: required('query', look('query')).text,
    mode: oneOf(look('mode'), { resign: 'resign', verbatim: 'verbatim' }, 'resign'),
    deliveryId: oneOf(look('delivery-id'), { same: 'same', new: 'new' }, 'same'),
    typeNames: oneOf(
      look('type-names'),
      { 'as-sent': 'asSent', legacy: 'legacy', current: 'current' },
      'asSent'
    ),
    perSecond: numberIn(look('rate'), /^\d{1,5}(\.\d{1,3})?$/, 0.01, 10_000),
    concurrency: numberIn(look('concurrency'), /^\d{1,2}$/, 1, 64),
    baseline: baselineName(look('baseline'))
  }
}

export function describeCommand(command: CommandName, defaultDataDir: string): string {
  const rows = Object.entries<CommandFlag & { variable?: string }>(FLAGS[command]).map(([name, flag]) => ({
    left: nameInHelp(name, flag),
    right: [
      flag.help,
      ...(name === 'data-dir' ? [`Without it ${defaultDataDir}`] : []),
      ...(name === 'probe' ? PROBE_IDS : []),
      ...(isShared(name) ? [flags[name].variable] : [])
    ]
  }))
  return `${ABOUT[command]}

${layOut([...rows, { left: '--help', right: ['Print this.'] }])}

Exit codes
  0  ${GOOD[command]}
  1  ${BAD[command]}
  2  The arguments are wrong.
  3  It could not run, or not to its end: for instance because the app is running on the same data.
`
}

/** One line for each group. */
const PROBE_IDS = [...Map.groupBy(PROBES, ({ probe }) => probe.group).values()].map((group) =>
  group.map(({ probe }) => probe.id).join(', ')
)

const ABOUT = {
  check: `Sends good and bad deliveries to a webhook handler and tells what it makes of them.

Usage: npm run serve -- check --target URL [--secret whsec_…] [flags]`,
  replay: `Sends stored events to a webhook handler again and tells what it answered.

Usage: npm run serve -- replay --query Q --target URL [flags]`
}
const GOOD = {
  check: 'No probe failed.',
  replay: 'All were answered 2xx, and as in the baseline if there is one.'
}
const BAD = {
  check: 'A probe failed.',
  replay: 'Some were not, or differ from the baseline.'
}

const isShared = (name: string): name is keyof typeof SHARED & FlagName => Object.hasOwn(SHARED, name)

function required(name: string, given: readonly Given[]): Given {
  const one = last(given)
  if (one) return one
  throw refusal(`--${name} is missing. --help shows how it is given.`)
}

function oneOf<T extends string>(
  given: readonly Given[],
  values: Readonly<Record<string, T>>,
  usual: NoInfer<T>
): T {
  const one = last(given)
  if (one === null) return usual
  const value = Object.hasOwn(values, one.text) ? values[one.text] : undefined
  if (value !== undefined) return value
  throw refusal(`${one.place} takes ${Object.keys(values).join(' or ')}.`)
}

function numberIn(given: readonly Given[], form: RegExp, least: number, most: number): number | null {
  const one = last(given)
  if (one === null) return null
  const value = form.test(one.text) ? Number(one.text) : Number.NaN
  if (value >= least && value <= most) return value
  throw refusal(`${one.place} takes a number from ${least} to ${most}.`)
}

function baselineName(given: readonly Given[]): string | null {
  const one = last(given)
  if (one === null) return null
  const name = one.text.trim()
  if (name !== '' && name.length <= 100) return name
  throw refusal(`${one.place} takes a name of 1 to 100 characters.`)
}
