import type { ActionGroup } from '#shared/actions.ts'

interface ListKey {
  readonly shown: string
  readonly group: ActionGroup
  readonly text: string
}

/** Keys that a focused list handles itself, so that they scroll everything else. */
export const listKeys: readonly ListKey[] = [
  { shown: '↑ ↓', group: 'Timeline', text: 'Previous and next row' },
  { shown: 'Home End', group: 'Timeline', text: 'First and last row' },
  { shown: '← →', group: 'Timeline', text: 'Fold and unfold a burst' },
  { shown: 'Enter', group: 'Timeline', text: 'Open: go to the event' },
  { shown: 'Shift ↑ ↓', group: 'Timeline', text: 'Pick rows; Shift and a click picks up to there' },
  { shown: 'Ctrl/⌘ A', group: 'Timeline', text: 'Pick all that the timeline lists' },
  { shown: 'Ctrl/⌘+click', group: 'Timeline', text: 'Compare with the selected event' },
  { shown: '← → *', group: 'Event', text: 'Collapse and expand in the payload; * expands all beside' },
  { shown: 'Shift F10', group: 'Event', text: 'Copy a value, filter by it, see its entity' }
]
