import type { Attended } from './row-menu.tsx'
import type { Layout } from './layout-choice.ts'
import type { Blame } from './use-blame.ts'

/** What all rows of a comparison share. */
export interface RowView {
  readonly layout: Layout
  readonly blame: Blame
  /** When the earlier values ended; null where events between the two may have changed them. */
  readonly until: number | null
  /** Shows another event of the entity. */
  readonly onOpen: (id: string) => void
  readonly onAttend: (attended: Attended) => void
  /** Whose history goes on elsewhere; null where the two events have no entity in common. */
  readonly entityId: string | null
  /** The event that is shown. */
  readonly eventId: string
}
