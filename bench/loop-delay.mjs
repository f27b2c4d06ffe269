/*
 * Loaded with --import into a server that is measured, so that no product code has to measure itself. It answers
 * over the IPC channel that only a bench opens. Plain JavaScript: stripping types would show in the start-up time.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/**
 * @typedef {'forget' | 'tell'} LoopQuestion
 * @typedef {{ readonly p99: number }} LoopAnswer in ms; the millisecond between two samples is part of it
 */

// Worker threads inherit the flag: only the main thread is meant.
if (isMainThread && process.send) {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  process.on('message', (/** @type {LoopQuestion} */ question) => {
    if (question === 'forget') delays.reset()
    else process.send?.({ p99: delays.percentile(99) / 1e6 })
  })
  process.channel?.unref()
}
