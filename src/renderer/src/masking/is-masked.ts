import { createStore } from '../state/store.ts'

/** Whether sensitive values are masked in what the page shows. Set by `masking-client.ts` alone. */
export const isMasked = createStore(false)
