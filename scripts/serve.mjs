// Browser mode. It runs in this very process: flags, output, signals and exit code are its own.
import './require-node.mjs'
import { buildIfStale } from './build-if-stale.mjs'
import { endWithNpm } from './end-with-npm.mjs'

const browserMode = new URL('../out/main/browser.js', import.meta.url).href
endWithNpm()
if (buildIfStale()) await import(browserMode)
else process.exitCode = 1
