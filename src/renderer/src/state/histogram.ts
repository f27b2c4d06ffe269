import type { HistogramBar } from '#shared/total-models.ts'
import type { Client } from '../client/client.ts'
import { createLiveValue, type LiveValue } from './live-value.ts'
import type { Store } from './store.ts'

export interface HistogramSpan {
  readonly from: number
  readonly to: number
  readonly width: 'second' | 'minute' | 'hour' | 'day'
}

const rereadMs = 1_000

/** What was received over a span, kept current. */
export function createHistogram(
  client: Client,
  span: HistogramSpan
): Store<LiveValue<readonly HistogramBar[]>> {
  return createLiveValue<readonly HistogramBar[]>({
    read: async () => (await client.call('events.histogram', span)).rows,
    watch(_update, reread) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const rereadSoon = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          reread()
        }, rereadMs)
      }
      const stops = [
        client.on('events.changed', rereadSoon, reread),
        client.on('deliveries.changed', rereadSoon, () => {})
      ]
      return () => {
        clearTimeout(timer)
        for (const stop of stops) stop()
      }
    }
  })
}
