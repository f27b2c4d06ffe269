import { Unplug } from 'lucide-react'
import type { EventDetail } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'

/** Why there is nothing to map, and what would have some. */
export function NothingMapped({ event }: { readonly event: EventDetail }) {
  const { selection } = useAppState()
  const { baseId, entityId, id, canonicalType } = event
  const isOfDirectory = fromDirectory.test(canonicalType)
  const showBefore = (before: string) => {
    selection.open(before)
    selection.openTab('mapping')
  }
  return (
    <Empty
      icon={Unplug}
      title="No raw attributes in this event"
      actions={
        <>
          {isOfDirectory && baseId !== null && (
            <Button onClick={() => showBefore(baseId)}>Mapping of the event before this one</Button>
          )}
          {entityId !== null && (
            <Button onClick={() => selection.openEntity(entityId, id)}>History of the entity</Button>
          )}
        </>
      }
    >
      <p>{reasonOf(event)}</p>
      <p>
        The raw attributes are what a directory said about a user or a group. They come with{' '}
        <code>organization.directory.user_created</code> and <code>user_updated</code>, with{' '}
        <code>group_created</code> and <code>group_updated</code>, and in <code>user.*</code> events for users
        with an external identity.
      </p>
    </Empty>
  )
}

const fromDirectory = /^organization\.directory\.(?:user|group)_/

function reasonOf({ action, canonicalType }: EventDetail): string {
  const isOfDirectory = fromDirectory.test(canonicalType)
  if (isOfDirectory && action === 'deleted') return 'A deletion says who is gone and nothing more about them.'
  if (isOfDirectory)
    return 'This event carries no raw_attributes, so nothing tells where its fields came from.'
  if (canonicalType.startsWith('user.')) {
    return 'This user signed up without a directory, or its directory said nothing about them.'
  }
  return 'It is not about a user or a group of a directory.'
}
