/**
 * Everything that a user can have the app do by key or menu, once: the key handler, the cheat sheet, the tooltips and
 * the desktop's menus read it from here. What an action does is said by the component that offers it (`useAction`).
 */
export const actions = {
  next: { text: 'Next row', group: 'Timeline', keys: ['j'], shown: 'J', repeats: true },
  previous: { text: 'Previous row', group: 'Timeline', keys: ['k'], shown: 'K', repeats: true },
  pause: { text: 'Pause the timeline, or go on', group: 'Timeline', keys: ['p'], shown: 'P' },
  filter: { text: 'Filter', group: 'Timeline', keys: ['/'], shown: '/', accelerator: 'CmdOrCtrl+F' },
  replay: { text: 'Replay to the chosen target', group: 'Event', keys: ['r'], shown: 'R' },
  edit: { text: 'Edit and replay', group: 'Event', keys: ['R'], shown: 'Shift R' },
  changes: { text: 'What changed', group: 'Event', keys: ['d'], shown: 'D' },
  history: { text: 'History of the entity', group: 'Event', keys: ['h'], shown: 'H' },
  mark: { text: 'Mark for comparison, then compare', group: 'Event', keys: ['c'], shown: 'C' },
  mapping: { text: 'Attribute mapping', group: 'Event', keys: ['m'], shown: 'M' },
  star: { text: 'Star, or take the star away', group: 'Event', keys: ['s'], shown: 'S' },
  note: { text: 'Write a note', group: 'Event', keys: ['n'], shown: 'N' },
  delete: { text: 'Delete; it can be undone', group: 'Event', keys: ['Delete'], shown: 'Del' },
  findInPayload: { text: 'Find in the payload', group: 'Event', keys: ['f'], shown: 'F' },
  copyPayload: { text: 'Copy the payload', group: 'Event', keys: ['y'], shown: 'Y' },
  copyAs: { text: 'Copy as curl, script or test', group: 'Event', keys: ['Y'], shown: 'Shift Y' },
  copyLink: { text: 'Copy a link to it, for the desktop app', group: 'Event', keys: ['l'], shown: 'L' },
  share: { text: 'Share without personal data', group: 'Event', keys: ['e'], shown: 'E', isAlways: true },
  paneBefore: { text: 'Pane to the left', group: 'Anywhere', keys: ['['], shown: '[' },
  paneAfter: { text: 'Pane to the right', group: 'Anywhere', keys: [']'], shown: ']' },
  back: { text: 'One step back', group: 'Anywhere', keys: ['Escape'], shown: 'Esc' },
  mask: {
    text: 'Mask sensitive values, or show them',
    group: 'Anywhere',
    keys: ['M'],
    shown: 'Shift M',
    isAlways: true
  },
  replays: { text: 'All replays', group: 'Anywhere', keys: ['a'], shown: 'A', isAlways: true },
  simulator: { text: 'Simulator', group: 'Anywhere', keys: ['i'], shown: 'I', isAlways: true },
  checks: { text: 'Handler check', group: 'Anywhere', keys: ['v'], shown: 'V', isAlways: true },
  guide: { text: 'First steps', group: 'Anywhere', keys: ['g'], shown: 'G', isAlways: true },
  help: { text: 'Keyboard shortcuts', group: 'Anywhere', keys: ['?'], shown: '?', isAlways: true },
  palette: {
    text: 'All actions…',
    group: 'Anywhere',
    shown: 'Ctrl/⌘ K',
    accelerator: 'CmdOrCtrl+K',
    isInPage: true,
    isAlways: true
  },
  settings: {
    text: 'Settings…',
    group: 'Anywhere',
    shown: 'Ctrl/⌘ ,',
    accelerator: 'CmdOrCtrl+,',
    isInPage: true,
    isAlways: true
  },
  showEvents: { text: 'All events', group: 'Views', keys: ['1'], shown: '1', isAlways: true },
  showStarred: { text: 'Starred', group: 'Views', keys: ['2'], shown: '2', isAlways: true },
  showRejected: { text: 'Rejected', group: 'Views', keys: ['3'], shown: '3', isAlways: true },
  showUnchecked: { text: 'Unchecked', group: 'Views', keys: ['4'], shown: '4', isAlways: true },
  showInterceptors: { text: 'Interceptors', group: 'Views', keys: ['5'], shown: '5', isAlways: true },
  listen: { text: 'Start listening', group: 'Anywhere', isAlways: true },
  stopListening: { text: 'Stop listening', group: 'Anywhere', isAlways: true },
  wayIn: { text: 'Change the way in…', group: 'Anywhere', isAlways: true },
  copyUrl: { text: 'Copy the public URL', group: 'Anywhere', keys: ['u'], shown: 'U', isAlways: true },
  testPath: { text: 'Test the path of a delivery', group: 'Anywhere', isAlways: true },
  sample: { text: 'Send a sample event', group: 'Anywhere', isAlways: true },
  payloadChanges: { text: 'Payload changes', group: 'Anywhere', isAlways: true },
  endpoints: { text: 'Endpoints', group: 'Anywhere', isAlways: true },
  secrets: { text: 'Signing secrets', group: 'Anywhere', isAlways: true },
  import: { text: 'Import…', group: 'Anywhere', accelerator: 'CmdOrCtrl+O', isAlways: true },
  export: { text: 'Export…', group: 'Anywhere', accelerator: 'CmdOrCtrl+S', isAlways: true },
  limits: { text: 'What is kept', group: 'Anywhere', isAlways: true },
  notifications: { text: 'Notifications', group: 'Anywhere', isAlways: true },
  documentation: { text: 'Scalekit documentation', group: 'Anywhere', isAlways: true },
  dataFolder: { text: 'Show data folder', group: 'Anywhere', isAlways: true },
  diagnostics: { text: 'Save diagnostics…', group: 'Anywhere', isAlways: true },
  about: { text: 'About Webhook Inspector', group: 'Anywhere', isAlways: true }
} as const satisfies Record<string, Action>

export interface Action {
  readonly text: string
  readonly group: ActionGroup
  /** Keys that do it alone, as `KeyboardEvent.key` names them. */
  readonly keys?: readonly string[]
  /** How the first of them is shown; words are keys of their own. */
  readonly shown?: string
  /** Whether it goes on while the key is held down. */
  readonly repeats?: true
  /** With a modifier, as Electron's menus write it: it works while the user types, and in the desktop app only. */
  readonly accelerator?: string
  /** Whether the page listens for its accelerator too, for where there is no menu. */
  readonly isInPage?: true
  /** Whether it needs nothing that is selected or listed. */
  readonly isAlways?: true
}

export type ActionName = keyof typeof actions
export type ActionGroup = 'Timeline' | 'Event' | 'Views' | 'Anywhere'

export const actionNames = Object.keys(actions) as readonly ActionName[]

/** For readers that treat all actions alike. */
export const actionOf = (name: ActionName): Action => actions[name]
