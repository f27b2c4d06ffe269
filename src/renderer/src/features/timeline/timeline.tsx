import { SearchX } from 'lucide-react'
import { useMemo } from 'react'
import type { DeliverySummary, EventSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Empty } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { readListing, type Listing } from '../../state/listing.ts'
import { createDeliveryList, createEventList } from '../../state/lists.ts'
import type { View } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { useSettled } from '../../state/use-settled.ts'
import { nameOfDelivery } from '../delivery/verdict.tsx'
import { nameOfEvent } from '../event/event-words.ts'
import { useEventKeys } from '../event/use-event-keys.ts'
import { SampleMenu } from '../samples/send-sample.tsx'
import { BurstRow } from './burst-row.tsx'
import { DeliveryRow } from './delivery-row.tsx'
import { EmptyView, NothingFound } from './empty-view.tsx'
import { EventRow } from './event-row.tsx'
import { FilterBox } from './filter-box.tsx'
import type { Line } from './fold-bursts.ts'
import { ManyBar } from './many-bar.tsx'
import { TimelineBar } from './timeline-bar.tsx'
import { TimelineRows } from './timeline-rows.tsx'
import styles from './timeline.module.css'
import { useBursts } from './use-bursts.ts'
import { useSelectedRow } from './use-selected-row.ts'
import { useViewCounts } from './use-view-counts.ts'
import { viewNames } from './view-names.ts'

export function Timeline() {
  const { selection, query } = useAppState()
  const { view } = useStore(selection)
  const filter = useStore(query)
  const read = useMemo(() => readListing(view, filter), [view, filter])
  return (
    <section className={styles['timeline']} data-pane="timeline" aria-label={viewNames[view]} tabIndex={-1}>
      <div className={styles['head']}>
        <FilterBox read={read} />
        {(view === 'events' || view === 'interceptors') && <SampleMenu />}
      </div>
      {read.ok ? (
        <Rows key={view} view={view} listing={read.listing} isFiltered={filter !== ''} />
      ) : (
        // No row may stay, as if the filter had found it.
        <Empty icon={SearchX} title="Correct the filter to see what it finds." />
      )}
    </section>
  )
}

interface RowsProps<T> {
  readonly view: View
  readonly listing: T
  readonly isFiltered: boolean
}

function Rows({ listing, ...rest }: RowsProps<Listing>) {
  return listing.rows === 'events' ? (
    <Events listing={listing} {...rest} />
  ) : (
    <Deliveries listing={listing} {...rest} />
  )
}

function Events({ view, listing, isFiltered }: RowsProps<Extract<Listing, { rows: 'events' }>>) {
  const client = useClient()
  const count = useViewCounts()[view] ?? null
  const { query } = listing
  const wanted = useMemo(() => createEventList(client, query), [client, query])
  const settled = useSettled(wanted)
  const { fold, sayOfBurst, toggle } = useBursts(query === '')
  useEventKeys(useSelectedRow(settled.store))
  return (
    <>
      <TimelineBar bursts={toggle} isOfCalls={false} />
      <TimelineRows
        label={viewNames[view]}
        {...settled}
        isFiltered={isFiltered}
        nameOf={nameOfEvent}
        total={isFiltered ? null : count}
        timeOf={timeOfEvent}
        line={eventLine}
        fold={fold}
        sayOfBurst={sayOfBurst}
        query={query}
        empty={isFiltered ? <NothingFound /> : <EmptyView view={view} />}
      />
      <ManyBar query={query} isFiltered={isFiltered} />
    </>
  )
}

const timeOfEvent = (event: EventSummary): number => event.firstSeenAt
const timeOfDelivery = (delivery: DeliverySummary): number => delivery.receivedAt
/** The row right above a line: the oldest of a burst, unless its rows come below it. */
const rowAbove = <T,>(line: Line<T> | undefined): T | null =>
  (line?.kind === 'burst' ? line.rows.at(line.isOpen ? 0 : -1) : line?.row) ?? null

function eventLine(line: Line<EventSummary>, lineAbove: Line<EventSummary> | undefined) {
  const above = rowAbove(lineAbove)
  return line.kind === 'burst' ? (
    <BurstRow rows={line.rows} above={above?.firstSeenAt ?? null} isOpen={line.isOpen} />
  ) : (
    // Below what stands for many, nobody is told apart by being the same.
    <EventRow event={line.row} above={above} isInBurst={line.isInBurst} />
  )
}

function deliveryLine(line: Line<DeliverySummary>, above: Line<DeliverySummary> | undefined) {
  if (line.kind === 'burst') return null
  return <DeliveryRow delivery={line.row} above={rowAbove(above)?.receivedAt ?? null} />
}

function Deliveries({ view, listing, isFiltered }: RowsProps<Extract<Listing, { rows: 'deliveries' }>>) {
  const client = useClient()
  const count = useViewCounts()[view] ?? null
  const { kind, verdict, query } = listing
  const wanted = useMemo(
    () =>
      createDeliveryList(client, {
        ...(kind && { kind }),
        ...(verdict && { verdict }),
        ...(query && { query })
      }),
    [client, kind, verdict, query]
  )
  return (
    <>
      <TimelineBar bursts={null} isOfCalls={view === 'interceptors'} />
      <TimelineRows
        label={view === 'interceptors' ? 'Interceptor calls' : 'Deliveries'}
        {...useSettled(wanted)}
        isFiltered={isFiltered}
        nameOf={nameOfDelivery}
        total={isFiltered ? null : count}
        timeOf={timeOfDelivery}
        line={deliveryLine}
        fold={null}
        sayOfBurst={() => {}}
        query={null}
        empty={isFiltered ? <NothingFound /> : <EmptyView view={view} />}
      />
    </>
  )
}
