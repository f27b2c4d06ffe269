// Measures; names of benches choose among them: npm run bench -- ingest
import './require-node.mjs'
import { buildIfStale } from './build-if-stale.mjs'

if (buildIfStale()) await import('../bench/run.ts')
else process.exitCode = 1
