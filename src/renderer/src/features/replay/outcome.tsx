import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { Attempt } from '#shared/models.ts'
import { Tag, type Tone } from '../../components/tag.tsx'
import { useSecondsSince } from './use-seconds-since.ts'

type Outcome = Pick<Attempt, 'kind' | 'outcome' | 'status'>

/** How a try to hand an event to a target ended, as icon and words. */
export function OutcomeTag({
  attempt,
  isBare = false
}: {
  readonly attempt: Outcome
  readonly isBare?: boolean
}) {
  const { icon, tone, text } = lookOf(attempt)
  const title = attempt.kind === 'replay' ? 'Last replay' : 'Last forward'
  return (
    <Tag tone={tone} icon={icon} isBare={isBare} title={`${title}: ${text}`}>
      {text}
    </Tag>
  )
}

/** As long as Scalekit waits, and so the app too. */
const limitSeconds = 10

/** An attempt without an answer yet, and how long that has been so. */
export function SendingTag({ since }: { readonly since: number }) {
  const seconds = Math.min(useSecondsSince(since), limitSeconds)
  return (
    <Tag icon={LoaderCircle}>
      Sending, {seconds} of {limitSeconds} s
    </Tag>
  )
}

function lookOf({ outcome, status }: Outcome): { icon: typeof CircleCheck; tone: Tone; text: string } {
  if (outcome === 'pending') return { icon: LoaderCircle, tone: 'plain', text: 'Sending' }
  if (outcome === 'failed') return { icon: CircleX, tone: 'bad', text: 'Failed' }
  const isGood = status !== null && status >= 200 && status < 300
  const isBad = status !== null && status >= 400
  if (isGood) return { icon: CircleCheck, tone: 'good', text: `OK ${status}` }
  return isBad
    ? { icon: CircleX, tone: 'bad', text: `Error ${status}` }
    : { icon: TriangleAlert, tone: 'warn', text: `Answered ${status ?? ''}`.trim() }
}
