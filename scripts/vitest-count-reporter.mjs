/**
 * Closes a vitest run with the line that `scripts/test.mjs` adds up: "N passed, N failed[, N skipped]".
 * It is printed when the process exits, because vitest's own reporters say goodbye after `onTestRunEnd`.
 * @type {new () => import('vitest/reporters').Reporter}
 */
export default class CountReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) count.failed++
      // A file that cannot be loaded has no tests that could fail.
      if (module.errors().length > 0) count.failed++
    }
    const skipped = count.skipped + count.pending
    const line = `${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
    process.once('exit', () => process.stdout.write(`${line}\n`))
  }
}
