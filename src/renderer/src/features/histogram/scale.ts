const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How wide a bar may be, each a whole number of the one before that it is counted by. */
const widths = [
  SECOND,
  5 * SECOND,
  15 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
  28 * DAY,
  91 * DAY,
  364 * DAY
] as const
/** Days are counted from hours as long as there are few, since a day begins elsewhere in every zone. */
const mostDaysByHour = 100

export interface TimeScale {
  /** The first bar begins here, ms. */
  readonly from: number
  /** The last bar ends here. */
  readonly to: number
  readonly barMs: number
  /** What the core counts by. */
  readonly counted: 'second' | 'minute' | 'hour' | 'day'
}

/** Bars over a span, as fine as there is room for and none narrower than `leastBarMs`, at the hours and days of the reader's zone. */
export function createTimeScale(from: number, to: number, mostBars: number, leastBarMs = SECOND): TimeScale {
  const span = Math.max(to - from, leastBarMs)
  const barMs =
    widths.find((width) => width >= leastBarMs && span / width <= mostBars) ?? widths.at(-1) ?? DAY
  const zone = new Date(from).getTimezoneOffset() * MINUTE
  const begin = Math.floor((from - zone) / barMs) * barMs + zone
  const bars = Math.max(1, Math.ceil((to - begin) / barMs))
  const isByDay = barMs >= DAY && bars * barMs > mostDaysByHour * DAY
  return {
    from: begin,
    to: begin + bars * barMs,
    barMs,
    counted: isByDay ? 'day' : byClock(barMs)
  }
}

function byClock(barMs: number): 'second' | 'minute' | 'hour' {
  if (barMs < MINUTE) return 'second'
  return barMs < HOUR ? 'minute' : 'hour'
}

export interface Bar {
  readonly at: number
  readonly events: number
  readonly rejected: number
  readonly unchecked: number
}

/** One bar for each step of the scale, also where nothing was received. */
export function barsOf({ from, to, barMs }: TimeScale, counted: readonly Bar[]): readonly Bar[] {
  const bars = Array.from({ length: Math.round((to - from) / barMs) }, (_, index) => ({
    at: from + index * barMs,
    events: 0,
    rejected: 0,
    unchecked: 0
  }))
  for (const { at, events, rejected, unchecked } of counted) {
    const bar = bars[Math.floor((at - from) / barMs)]
    if (!bar) continue
    bar.events += events
    bar.rejected += rejected
    bar.unchecked += unchecked
  }
  return bars
}

export interface Tick {
  readonly at: number
  readonly text: string
}

type Step = { readonly ms: number; readonly months?: number }
const steps: readonly Step[] = [
  ...[5, 10, 15, 30].map((count) => ({ ms: count * SECOND })),
  ...[1, 2, 5, 10, 15, 30].map((count) => ({ ms: count * MINUTE })),
  ...[1, 2, 3, 6, 12].map((count) => ({ ms: count * HOUR })),
  ...[1, 2, 7, 14].map((count) => ({ ms: count * DAY })),
  ...[1, 2, 3, 6].map((months) => ({ ms: months * 30 * DAY, months })),
  ...[1, 2, 5, 10].map((years) => ({ ms: years * 365 * DAY, months: years * 12 }))
]

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const seconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const month = new Intl.DateTimeFormat(undefined, { month: 'short' })

/** No more marks below a span than there is room for, at round times, each named by what is new about it. */
export function ticksOf(from: number, to: number, mostTicks: number): readonly Tick[] {
  const step = steps.find(({ ms }) => (to - from) / ms <= mostTicks) ?? steps.at(-1)
  if (!step) return []
  const ticks: Tick[] = []
  for (let at = firstTick(from, step); at < to; at = nextTick(at, step)) {
    if (at >= from) ticks.push({ at, text: textOf(at, step) })
  }
  return ticks
}

function firstTick(from: number, { ms, months }: Step): number {
  const date = new Date(from)
  if (months !== undefined) {
    const whole = Math.floor((date.getFullYear() * 12 + date.getMonth()) / months) * months
    return new Date(Math.floor(whole / 12), whole % 12).getTime()
  }
  const midnight = new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return ms >= DAY ? midnight : midnight + Math.floor((from - midnight) / ms) * ms
}

function nextTick(at: number, { ms, months }: Step): number {
  const date = new Date(at)
  if (months !== undefined) return new Date(date.getFullYear(), date.getMonth() + months).getTime()
  // Days have 23 or 25 hours twice a year.
  if (ms >= DAY) return new Date(date.getFullYear(), date.getMonth(), date.getDate() + ms / DAY).getTime()
  return at + ms
}

function textOf(at: number, { ms, months }: Step): string {
  const date = new Date(at)
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0
  if (months !== undefined) return date.getMonth() === 0 ? String(date.getFullYear()) : month.format(date)
  if (ms >= DAY || isMidnight) return day.format(date)
  return (ms < MINUTE ? seconds : clock).format(date)
}
