import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '#shared/errors.ts'
import { ngrokConfigFiles } from '../core/authtoken/config-files.ts'
import type { CoreOptions } from '../core/options.ts'
import { parseTarget } from '../core/forwarding/target.ts'
import { readSigningSecret } from '../core/signatures/read-secret.ts'
import { flags, switches, unsupported, type Flag, type FlagName } from './flags.ts'

/** What a host reads from outside and hands to the core. */
export interface HostOptions extends Omit<CoreOptions, 'version' | 'host' | 'dataDir'> {
  /** Absolute; null where the host shall use its usual place. */
  readonly dataDir: string | null
}

export interface BrowserOptions extends HostOptions {
  /** 0 is any port; null is that of the last run where it is free. */
  readonly uiPort: number | null
  /** Whether to bring the tunnel up before saying that all is ready. */
  readonly tunnel: boolean
  /** Whether to open the page in the default browser. */
  readonly open: boolean
  /** Whether stdout is newline-delimited JSON. */
  readonly json: boolean
}

export type Arguments =
  { readonly show: 'help' | 'version' } | { readonly show: null; readonly options: BrowserOptions }

export type Environment = Readonly<Record<string, string | undefined>>

/** A value and where it was given: a refusal names the place and never the value, which may be a secret. */
export interface Given {
  readonly text: string
  readonly place: string
}
type Lookup = (name: FlagName) => readonly Given[]

/** Options from environment variables alone. Throws an `AppError` that names the first one it refuses. */
export function readEnvironment(env: Environment): HostOptions {
  return readHostOptions(lookIn(env), env)
}

/** Options from a command line, each flag falling back to its variable. Throws as `readEnvironment` does. */
export function parseArguments(argv: readonly string[], env: Environment): Arguments {
  const given = readFlags(argv, flags, switches)
  const shown = switches.find((name) => given.has(name))
  if (shown !== undefined) return { show: shown }
  const inEnvironment = lookIn(env)
  const look: Lookup = (name) => given.get(name) ?? inEnvironment(name)
  return {
    show: null,
    options: {
      ...readHostOptions(look, env),
      uiPort: port(look('ui-port')),
      tunnel: yes(look('tunnel')),
      open: !yes(look('no-open')),
      json: yes(look('json'))
    }
  }
}

function readHostOptions(look: Lookup, env: Environment): HostOptions {
  return {
    dataDir: path(look('data-dir')),
    receiverPort: port(look('receiver-port')),
    sessionSecrets: look('secret').map(secret),
    forwardTargets: look('forward').map(forwardTarget),
    ngrok: {
      authtoken: env['NGROK_AUTHTOKEN']?.trim() || null,
      configFiles: ngrokConfigFiles(process.platform, env, homedir()),
      domain: domain(look('domain')),
      connectUrl: address(look('ngrok-connect-url')),
      connectCas: readableFile(look('ngrok-connect-cas'))
    }
  }
}

/** What a flag's variable says. */
export function lookIn(env: Environment): Lookup {
  return (name) => {
    const { variable, several }: Flag = flags[name]
    const text = env[variable]?.trim() ?? ''
    const texts = several ? text.split(/[\s,]+/) : [text]
    return texts.filter((part) => part !== '').map((part) => ({ text: part, place: variable }))
  }
}

/** Reads the tokens itself: `parseArgs`'s own refusals quote what was given. */
export function readFlags(
  argv: readonly string[],
  known: Readonly<Record<string, Pick<Flag, 'value'>>>,
  shown: readonly string[]
): Map<string, Given[]> {
  const options = Object.fromEntries([
    ...Object.entries(known).map(
      ([name, flag]) => [name, { type: flag.value ? 'string' : 'boolean' }] as const
    ),
    ...shown.map((name) => [name, { type: 'boolean' }] as const)
  ])
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true })
  const given = new Map<string, Given[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') {
      throw refusal(`Argument ${token.index + 1} is not a flag. --help lists what can be given.`)
    }
    const place = token.rawName.replace(/whsec_.*/, '…')
    const kind = options[token.name]?.type
    if (kind === undefined) {
      throw refusal(unsupported(token.name) ?? `Unknown flag ${place}. --help lists all of them.`)
    }
    if (kind === 'boolean' && token.value !== undefined) throw refusal(`${place} takes no value.`)
    const lacksValue = !token.value || (!token.inlineValue && token.value.startsWith('-'))
    if (kind === 'string' && lacksValue) throw refusal(`${place} needs a value.`)
    given.set(token.name, [...(given.get(token.name) ?? []), { text: token.value ?? 'yes', place }])
  }
  return given
}

export const refusal = (sentence: string, options?: ErrorOptions) =>
  new AppError('invalid_input', sentence, options)

/** Of a flag that stands for one value, the last one counts. */
export const last = (given: readonly Given[]) => given.at(-1) ?? null

export function yes(given: readonly Given[]): boolean {
  const one = last(given)
  if (one === null || /^(0|false|no|off)$/i.test(one.text)) return false
  if (/^(1|true|yes|on)$/i.test(one.text)) return true
  throw refusal(`${one.place} takes 1 or 0.`)
}

function port(given: readonly Given[]): number | null {
  const one = last(given)
  if (one === null) return null
  if (!isPort(one.text)) throw refusal(`${one.place} takes a port number from 0 to 65535.`)
  return Number(one.text)
}

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535

export function path(given: readonly Given[]): string | null {
  const one = last(given)
  return one && resolve(one.text)
}

function readableFile(given: readonly Given[]): string | null {
  const one = last(given)
  if (one === null) return null
  const file = resolve(one.text)
  try {
    readFileSync(file)
  } catch (cause) {
    throw refusal(`${one.place} names a file that cannot be read: ${file}`, { cause })
  }
  return file
}

export const secret = (given: Given) => checked(given, (text) => readSigningSecret(text).value)
const forwardTarget = (given: Given) => checked(given, (text) => parseTarget(text).href)

/** The core's own rule, with the place before its sentence. */
export function checked({ text, place }: Given, read: (text: string) => string): string {
  try {
    return read(text)
  } catch (error) {
    throw error instanceof AppError ? refusal(`${place}: ${error.message}`, { cause: error }) : error
  }
}

function domain(given: readonly Given[]): string | null {
  const one = last(given)
  if (one === null) return null
  if (/^(?=.{1,253}$)([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d-]{2,}$/i.test(one.text)) return one.text
  throw refusal(`${one.place} takes a domain name without https:// or path, such as my-app.ngrok.app.`)
}

function address(given: readonly Given[]): string | null {
  const one = last(given)
  if (one === null) return null
  const number = /^(?:\[[\da-f:.]+\]|[\w.-]+):(\d+)$/i.exec(one.text)?.[1]
  if (number !== undefined && isPort(number) && Number(number) > 0) return one.text
  throw refusal(`${one.place} takes HOST:PORT, such as connect.example.com:443.`)
}
