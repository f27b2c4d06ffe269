import type { Forwarding } from '#shared/endpoint-models.ts'

export type Retries = Forwarding['retries']

export const retryChoices: readonly { readonly value: Retries; readonly text: string }[] = [
  { value: 'off', text: 'Off' },
  { value: 'four', text: '4 tries' },
  { value: 'six', text: '6 tries' },
  { value: 'eight', text: '8 tries' }
]

/** Scalekit's documentation gives three schedules in three places and does not say which one holds. */
export const retryWords: Readonly<Record<Retries, string>> = {
  off: 'Each event is sent once, whatever comes back.',
  four: 'At once, then 1 min, 5 min and 15 min after the try before: 21 minutes in all.',
  six: 'At once, then 5 s, 30 s, 2 min, 5 min and 15 min after the try before: 23 minutes in all.',
  eight: 'At once, then 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h after the try before: 28 hours in all.'
}
