import { Filter } from 'lucide-react'
import { printQuery } from '#shared/query/print-query.ts'
import { Button } from '../../components/button.tsx'
import { useAppState } from '../../state/app-state.ts'
import { focusPane } from '../frame/panes.ts'
import { kindOf } from './entity-words.ts'

interface FilterButtonProps {
  readonly id: string
  readonly object: string | null
}

/** Lists in the timeline what is about the entity; for an organisation all that is of it. */
export function FilterButton({ id, object }: FilterButtonProps) {
  const { selection, query } = useAppState()
  const isOrganization = kindOf({ id, object }).word === 'Organisation'
  const filter = () => {
    const term = isOrganization ? ({ kind: 'org', needle: id } as const) : ({ kind: 'entity', id } as const)
    query.set(printQuery({ terms: [{ ...term, negated: false }] }))
    // Another view would show but a part of them.
    if (selection.getSnapshot().view !== 'events') selection.show('events')
    selection.close()
    focusPane('timeline')
  }
  return (
    <Button size="small" title="Filter the timeline" onClick={filter}>
      <Filter size={13} aria-hidden />
      {isOrganization ? 'All events of this organisation' : 'Filter the timeline by it'}
    </Button>
  )
}
