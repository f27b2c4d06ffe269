/** @import { FullConfig, Suite } from 'playwright/types/testReporter' */

/** Closes a Playwright run with the line that `npm test` adds up: `N passed, N failed[, N skipped]`. */
export default class CountReporter {
  /** @type {Suite | undefined} */
  #suite
  #brokenOutsideTests = 0
  #line = ''

  /**
   * @param {FullConfig} _config
   * @param {Suite} suite
   */
  onBegin(_config, suite) {
    this.#suite = suite
  }

  /** Something broke that belongs to no test: a file that cannot be loaded, a worker that died. */
  onError() {
    this.#brokenOutsideTests++
  }

  onEnd() {
    const count = { expected: 0, flaky: 0, unexpected: 0, skipped: 0 }
    for (const test of this.#suite?.allTests() ?? []) count[test.outcome()]++
    const failed = count.unexpected + this.#brokenOutsideTests
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    this.#line = `${count.expected + count.flaky} passed, ${failed} failed${skipped}`
  }

  async onExit() {
    console.log(this.#line)
  }

  printsToStdio() {
    return false
  }
}
