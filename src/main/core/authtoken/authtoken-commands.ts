import { AppError } from '#shared/errors.ts'
import type { Call } from '../commands.ts'
import { lastFourOf, readAuthtoken } from '../signatures/read-secret.ts'
import { summaryOf } from '../signatures/secret-commands.ts'
import type { Secrets } from '../signatures/secrets.ts'
import { readConfigFile } from './read-config-file.ts'

export interface AuthtokenCommands {
  readonly find: Call<'authtoken.find'>
  readonly import: Call<'authtoken.import'>
}

interface Found {
  readonly from: 'environment' | 'configFile'
  /** The variable, or the path of the file. */
  readonly where: string
  readonly value: string
}

/**
 * Takes over the authtoken that ngrok's own agent uses. The user asks for it: files are read within these calls
 * only, and never written.
 */
export function createAuthtokenCommands(parts: {
  secrets: Secrets
  /** `NGROK_AUTHTOKEN`, null when unset. */
  fromEnvironment: string | null
  /** Of several with an authtoken the first counts, as it does for the agent. */
  configFiles: readonly string[]
  onChange(): void
}): AuthtokenCommands {
  const { secrets, fromEnvironment, configFiles } = parts

  const inEnvironment = (): Found | null => {
    const text = fromEnvironment?.trim()
    if (!text) return null
    return { from: 'environment', where: 'NGROK_AUTHTOKEN', value: readAuthtoken(text).value }
  }
  const inConfigFile = async (): Promise<Found | null> => {
    let problem: AppError | null = null
    for (const file of configFiles) {
      try {
        const token = await readConfigFile(file)
        if (token !== null) return { from: 'configFile', where: file, value: readAuthtoken(token).value }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        problem ??= error
      }
    }
    if (problem !== null) throw problem
    return null
  }
  const look = async (from: Found['from']) => (from === 'environment' ? inEnvironment() : inConfigFile())

  return {
    async find() {
      const sources = ['environment', 'configFile'] as const
      const found = await Promise.all(
        // What cannot be read offers nothing; asked for by an import, it says why.
        sources.map((from) => look(from).catch(() => null))
      )
      return {
        found: found.flatMap((one) =>
          one ? [{ from: one.from, where: one.where, lastFour: lastFourOf(one.value) }] : []
        )
      }
    },
    async import({ from }) {
      const found = await look(from)
      if (!found) throw new AppError('not_found', nothingIn[from])
      const inUse =
        secrets.ngrokAuthtoken() === found.value ? (await secrets.summaries()).findLast(isUsed) : null
      if (inUse) return { secret: inUse }
      const label = from === 'environment' ? 'From NGROK_AUTHTOKEN' : "From ngrok's own settings"
      const { secret } = await secrets.add({ kind: 'ngrok', value: found.value, label })
      parts.onChange()
      return { secret: await summaryOf(secrets, secret.id) }
    }
  }
}

const isUsed = ({ kind, usable }: { kind: string; usable: boolean }) => kind === 'ngrok' && usable

const nothingIn = {
  environment: 'NGROK_AUTHTOKEN was not set when the app was started. Paste the authtoken instead.',
  configFile: "ngrok's own settings hold no authtoken on this computer. Paste it instead."
} as const
