import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Rules of docs/SECURITY.md about what no source file may say. Each names the files that are excepted. */

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = globSync('src/**/*.{ts,tsx,html}', { cwd: root })
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(`${root}/${file}`, 'utf8') }))

const electron = 'src/main/hosts/electron'
const rules: readonly [what: string, pattern: RegExp, exceptions: readonly string[]][] = [
  [
    'makes a window',
    /new (BrowserWindow|BrowserView|WebContentsView|BaseWindow)\b/,
    [`${electron}/window.ts`]
  ],
  ['weakens a window', /nodeIntegration: true|contextIsolation: false|sandbox: false|webSecurity: false/, []],
  ['turns on features of Chromium', /enableBlinkFeatures|appendSwitch\(|disable-web-security|no-sandbox/, []],
  ['uses the remote module', /@electron\/remote|enableRemoteModule/, []],
  ['holds a webview', /<webview|webviewTag: true|allowpopups/i, []],
  // Fixed addresses of ours are as good as checked ones.
  ['opens a link unchecked', /openExternal\((?!shell, |'https:)/, [`${electron}/open-external.ts`]],
  ['runs code in the page', /executeJavaScript|insertCSS/, []],
  ['runs text as code', /\beval\(|new Function\(|setTimeout\(\s*['"`]/, []],
  [
    'writes HTML from text',
    /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/,
    []
  ],
  ['accepts bad certificates', /certificate-error|setCertificateVerifyProc|NODE_TLS_REJECT_UNAUTHORIZED/, []],
  ['hands more than the bridge to the page', /exposeIn(Main|Isolated)World/, ['src/preload/index.ts']],
  ['listens to the page', /ipcMain\.(on|once|handle|handleOnce)\(/, [`${electron}/ipc.ts`]]
]

test.each(rules)('no source file %s', (_what, pattern, exceptions) => {
  expect(sources.length).toBeGreaterThan(300)
  const found = sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)
  expect(found.filter((file) => !exceptions.includes(file))).toEqual([])
  // An exception that nothing needs any more is taken off the list.
  expect(exceptions.filter((file) => !found.includes(file))).toEqual([])
})
