// Checks the three worlds side by side: shared (no globals of either), node, and the page.
import './require-node.mjs'
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const compiler = resolve(root, 'node_modules/typescript/bin/tsc')
const codes = await Promise.all(['shared', 'node', 'web'].map(check))
process.exitCode = codes.every((code) => code === 0) ? 0 : 1

/** @param {string} world */
function check(world) {
  const run = spawn(process.execPath, [compiler, '-p', `tsconfig.${world}.json`], {
    cwd: root,
    stdio: 'inherit'
  })
  return new Promise((done) => run.once('exit', done))
}
