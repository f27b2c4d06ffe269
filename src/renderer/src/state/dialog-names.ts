import type { SectionName } from '../features/settings/section-names.ts'

/** Each is open alone. */
export type DialogName =
  | SectionName
  | 'tunnel'
  | 'shortcuts'
  | 'palette'
  | 'settings'
  | 'shapes'
  | 'replays'
  | 'simulator'
  | 'checks'
  | 'share'
  | 'editor'
