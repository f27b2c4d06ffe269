export interface Flag {
  /** The environment variable that says the same. */
  readonly variable: string
  /** What its value is called in the help; null for a flag without one. */
  readonly value: string | null
  /** Whether it may be given several times. In the variable, spaces or commas stand between the values. */
  readonly several?: true
  readonly help: string
}

/** Every flag of browser mode, once: the parser and the help both come from here. */
export const flags = {
  'data-dir': {
    variable: 'WEBHOOK_INSPECTOR_DATA_DIR',
    value: 'DIR',
    help: 'Folder for everything that is kept. Created if missing.'
  },
  'receiver-port': {
    variable: 'WEBHOOK_INSPECTOR_RECEIVER_PORT',
    value: 'N',
    help: 'Port that receives webhooks, 0 for any. Without it 3000 or the next free one.'
  },
  'ui-port': {
    variable: 'WEBHOOK_INSPECTOR_UI_PORT',
    value: 'N',
    help: 'Port of the page, 0 for any. Without it that of the last run, or any free one.'
  },
  secret: {
    variable: 'SCALEKIT_WEBHOOK_SECRET',
    value: 'whsec_…',
    several: true,
    help: 'Signing secret for this run; repeatable. The variable hides it from process lists.'
  },
  tunnel: {
    variable: 'WEBHOOK_INSPECTOR_TUNNEL',
    value: null,
    help: 'Start the ngrok tunnel, with the authtoken in NGROK_AUTHTOKEN or stored in the app.'
  },
  domain: {
    variable: 'NGROK_DOMAIN',
    value: 'NAME',
    help: 'Reserved ngrok domain for the public URL.'
  },
  'ngrok-connect-url': {
    variable: 'NGROK_CONNECT_URL',
    value: 'HOST:PORT',
    help: "Agent ingress of your ngrok account, instead of ngrok's own."
  },
  'ngrok-connect-cas': {
    variable: 'NGROK_CONNECT_CAS',
    value: 'FILE',
    help: "PEM file of the authorities that sign that ingress's certificate."
  },
  forward: {
    variable: 'WEBHOOK_INSPECTOR_FORWARD',
    value: 'URL',
    several: true,
    help: 'Hand every verified event on to this local URL; repeatable.'
  },
  'no-open': {
    variable: 'WEBHOOK_INSPECTOR_NO_OPEN',
    value: null,
    help: 'Do not open the page in the default browser.'
  },
  json: {
    variable: 'WEBHOOK_INSPECTOR_JSON',
    value: null,
    help: 'Print JSON lines: one when ready, then one for each delivery.'
  }
} as const satisfies Record<string, Flag>

export type FlagName = keyof typeof flags

/** Flags that print something instead of starting. */
export const switches = ['help', 'version'] as const

const publicBind =
  'The page listens on 127.0.0.1 only, because whoever reaches it can read every webhook. ' +
  'From another machine forward its port: ssh -L PORT:127.0.0.1:PORT, with PORT from the printed link.'
const pathPrefix =
  'The page lives at / and takes no path before it. Give it a port of its own with --ui-port.'

/** Why there is no such flag, where other programs have one; null for any other name. */
export function unsupported(name: string): string | null {
  if (/^(ui-)?(host|bind|listen|address|public)$/.test(name)) return publicBind
  return /^(base|base-path|base-url|path|path-prefix|prefix|root-path)$/.test(name) ? pathPrefix : null
}

/** What stands in the left column of a help text, and the lines to the right of it. */
export interface HelpRow {
  readonly left: string
  readonly right: readonly string[]
}

export const nameInHelp = (name: string, { value }: Pick<Flag, 'value'>): string =>
  `--${name}${value === null ? '' : ` ${value}`}`

export function layOut(rows: readonly HelpRow[]): string {
  const width = Math.max(...rows.map(({ left }) => left.length)) + 2
  const lines = rows.flatMap(({ left, right }) =>
    right.map((text, index) => `  ${(index === 0 ? left : '').padEnd(width)}${text}`)
  )
  return lines.join('\n')
}

/** The text of `--help`. */
export function describeFlags(defaultDataDir: string): string {
  const rows: HelpRow[] = Object.entries<Flag>(flags).map(([name, flag]) => ({
    left: nameInHelp(name, flag),
    right: [flag.help, ...(name === 'data-dir' ? [`Without it ${defaultDataDir}`] : []), flag.variable]
  }))
  rows.push({ left: '--help', right: ['Print this.'] }, { left: '--version', right: ['Print the version.'] })
  return `Webhook Inspector in browser mode: receives webhooks, and shows them on a page of this machine.

Usage: npm run serve -- [flags]
       npm run serve -- check --target URL [flags]    checks a webhook handler
       npm run serve -- replay --query Q --target URL [flags]    sends stored events again
Each of the two has a --help of its own, prints its results without a page and ends with an exit code.

${layOut(rows)}

A flag wins over its environment variable, named in capitals.

Examples
  npm run serve
  npm run serve -- --receiver-port 4000 --forward http://localhost:8080/webhook
  NGROK_AUTHTOKEN=… SCALEKIT_WEBHOOK_SECRET=whsec_… npm run serve -- --tunnel --json --no-open
`
}

/** A help text for who runs the installed program rather than a script of the sources. */
export function inWordsOf(script: string | undefined, help: string): string {
  const isInstalled = /(^|[\\/])(webhook-inspector|start\.js)$/.test(script ?? '')
  return isInstalled ? help.replaceAll(/npm run serve( --)?/g, 'webhook-inspector') : help
}
