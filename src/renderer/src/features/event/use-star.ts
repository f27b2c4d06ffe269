import type { EventSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'

/** Stars an event, or takes its star away. */
export function useStar(): (event: Pick<EventSummary, 'id' | 'starred'>) => void {
  const client = useClient()
  return ({ id, starred }) =>
    void notify.whenFailed('Could not change the star', () =>
      client.call('events.star', { ids: [id], starred: !starred })
    )
}
