/** Every single-key shortcut, once: the key handler, the cheat sheet and the tooltips read it from here. */
export const shortcuts = {
  next: { keys: ['j'], shown: 'J', group: 'Timeline', text: 'Next row', repeats: true },
  previous: { keys: ['k'], shown: 'K', group: 'Timeline', text: 'Previous row', repeats: true },
  filter: { keys: ['/'], shown: '/', group: 'Timeline', text: 'Filter' },
  replay: { keys: ['r'], shown: 'R', group: 'Event', text: 'Replay to the chosen target' },
  edit: { keys: ['R'], shown: 'Shift R', group: 'Event', text: 'Edit and replay' },
  changes: { keys: ['d'], shown: 'D', group: 'Event', text: 'What changed' },
  history: { keys: ['h'], shown: 'H', group: 'Event', text: 'History of the entity' },
  mark: { keys: ['c'], shown: 'C', group: 'Event', text: 'Mark for comparison, then compare' },
  mapping: { keys: ['m'], shown: 'M', group: 'Event', text: 'Attribute mapping' },
  star: { keys: ['s'], shown: 'S', group: 'Event', text: 'Star, or take the star away' },
  note: { keys: ['n'], shown: 'N', group: 'Event', text: 'Write a note' },
  delete: { keys: ['Delete'], shown: 'Del', group: 'Event', text: 'Delete; it can be undone' },
  copyPayload: { keys: ['y'], shown: 'Y', group: 'Event', text: 'Copy the payload' },
  copyAs: { keys: ['Y'], shown: 'Shift Y', group: 'Event', text: 'Copy as curl, script or test' },
  share: { keys: ['e'], shown: 'E', group: 'Event', text: 'Share without personal data' },
  paneBefore: { keys: ['['], shown: '[', group: 'Anywhere', text: 'Pane to the left' },
  paneAfter: { keys: [']'], shown: ']', group: 'Anywhere', text: 'Pane to the right' },
  back: { keys: ['Escape'], shown: 'Esc', group: 'Anywhere', text: 'One step back' },
  replays: { keys: ['a'], shown: 'A', group: 'Anywhere', text: 'All replays' },
  simulator: { keys: ['i'], shown: 'I', group: 'Anywhere', text: 'Simulator' },
  checks: { keys: ['v'], shown: 'V', group: 'Anywhere', text: 'Handler check' },
  guide: { keys: ['g'], shown: 'G', group: 'Anywhere', text: 'First steps' },
  help: { keys: ['?'], shown: '?', group: 'Anywhere', text: 'This list' }
} as const satisfies Record<string, Shortcut>

export interface Shortcut {
  /** As `KeyboardEvent.key` names them. */
  readonly keys: readonly string[]
  readonly shown: string
  readonly group: 'Timeline' | 'Event' | 'Anywhere'
  readonly text: string
  /** Whether it goes on while the key is held down. */
  readonly repeats?: true
}

export type ShortcutName = keyof typeof shortcuts

/** Keys that a focused list handles itself, so that they scroll everything else. */
export const listKeys: readonly Omit<Shortcut, 'keys'>[] = [
  { shown: '↑ ↓', group: 'Timeline', text: 'Previous and next row' },
  { shown: 'Home End', group: 'Timeline', text: 'First and last row' },
  { shown: 'Enter', group: 'Timeline', text: 'Open: go to the event' },
  { shown: 'Shift ↑ ↓', group: 'Timeline', text: 'Pick rows; Shift and a click picks up to there' },
  { shown: 'Ctrl/⌘ A', group: 'Timeline', text: 'Pick all that the timeline lists' },
  { shown: 'Ctrl/⌘+click', group: 'Timeline', text: 'Compare with the selected event' },
  { shown: '← →', group: 'Event', text: 'Collapse and expand in the payload' }
]
