import type { Pace } from '#shared/replay-models.ts'
import { formatCount } from '../../lib/format-count.ts'
import { formatDuration } from '../../lib/format-time.ts'
import type { ReplayOptions } from '../../state/app-state.ts'

export const markerHeader = 'webhook-inspector-replay-of'

/** What a choice does to the app that gets the event. */
export const consequences: Readonly<
  Record<ReplayOptions['mode'] | ReplayOptions['deliveryId'] | ReplayOptions['typeNames'], string>
> = {
  resign: 'Signed again with the time of now, so that your app takes it as fresh.',
  verbatim: 'Body, id and signature exactly as they arrived.',
  same: 'An app that keeps count of delivery ids skips it as a repetition.',
  new: 'Your app takes it for a delivery that it has not seen, and works on it again.',
  asSent: 'The type that is in the body.',
  current: "Today's name, like organization.directory.user_created.",
  legacy: 'The name from before January 2025, like scalekit.dir.user.create. Not every type had one.'
}

const windowMs = 300_000

/** What a handler makes of a signature of that age; null while it still holds. */
export function stalenessOf(receivedAt: number, now: number): string | null {
  const age = now - receivedAt
  return age <= windowMs
    ? null
    : `This arrived ${sayAge(age)} ago. Signatures hold for five minutes, so an app that verifies refuses it. Choose Fresh for one that it accepts.`
}

export function sayAge(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${formatCount(Math.round(hours / 24))} days`
}

/** `as fast as answers come`, `at 10 per second`, `with their original pauses` */
export function sayPace(pace: Pace): string {
  switch (pace.kind) {
    case 'fast':
      return 'as fast as answers come'
    case 'rate':
      return `at ${formatCount(pace.perSecond)} per second`
    case 'gaps':
      return pace.speed === 1
        ? 'with the pauses that they came with'
        : `with the pauses that they came with, ${formatCount(pace.speed)} times as fast`
  }
}

/** `less than a second`, `about 12 s`, `about 3 hours`: an estimate is no measurement. */
export function sayLeft(ms: number): string {
  if (ms < 1_000) return 'less than a second'
  return ms < 120_000 ? `about ${Math.ceil(ms / 1_000)} s` : `about ${sayAge(ms)}`
}

/** How long something takes that may take hours. */
export function sayLong(ms: number): string {
  return ms < 120_000 ? formatDuration(ms) : sayAge(ms)
}
