import type { View } from '../../state/selection-store.ts'

export const viewNames: Readonly<Record<View, string>> = {
  events: 'All events',
  starred: 'Starred',
  rejected: 'Rejected',
  unchecked: 'Unchecked',
  interceptors: 'Interceptors'
}
