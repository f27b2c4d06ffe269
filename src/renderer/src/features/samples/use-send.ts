import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'

export interface Sample {
  readonly type: string
  readonly variant: string | null
}

/** Sends a sample, and opens what comes of it unless the reader is looking at something else. */
export function useSend(): (sample: Sample) => void {
  const client = useClient()
  const { selection, guide } = useAppState()
  return ({ type, variant }) =>
    void notify.whenFailed('Could not send the sample', async () => {
      const { status, deliveryId, eventId } = await client.call('samples.send', {
        type,
        ...(variant !== null && { variant })
      })
      if (status < 200 || status >= 300) {
        notify.failed(
          'The sample was not accepted',
          `The receiver answered ${status}. Look under Rejected for the cause.`
        )
        return
      }
      // An interceptor call carries no event.
      const isCall = eventId === null
      const [home, rowId] = isCall ? (['interceptors', deliveryId] as const) : (['events', eventId] as const)
      const { view, id } = selection.getSnapshot()
      const isElsewhere = isCall && view !== home
      notify.done(
        'Sample sent',
        `${type}, answered ${status}`,
        isElsewhere
          ? {
              text: 'Show',
              run() {
                selection.show(home)
                selection.select(rowId)
              }
            }
          : undefined
      )
      // The guide stays where it is: the row is in the timeline.
      if (view === home && id === null && !guide.getSnapshot().isOpen) selection.select(rowId)
    })
}
