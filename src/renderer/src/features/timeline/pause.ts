import { createStore } from '../../state/store.ts'

/** Whether the timeline stands still: what arrives is captured all the same and waits above its head. */
export const pause = createStore(false)
