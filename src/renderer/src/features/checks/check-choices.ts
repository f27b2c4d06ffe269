import { createStore } from '../../state/store.ts'

/** What was chosen last for the handler check. It outlives the dialog. */
export interface CheckChoices {
  /** Null until one was written: then where the developer's app is known to be. */
  readonly target: string | null
  /** Null for the first one. */
  readonly secretId: string | null
  /** Ids of the probes that are left out. */
  readonly left: ReadonlySet<string>
  /** The check whose results show; `latest` for the last one, `none` for what can be checked. */
  readonly shown: string
}

export const LATEST = 'latest'
export const NONE = 'none'

export const checkChoices = createStore<CheckChoices>({
  target: null,
  secretId: null,
  left: new Set(),
  shown: LATEST
})

export const choose = (change: Partial<CheckChoices>): void =>
  checkChoices.set({ ...checkChoices.getSnapshot(), ...change })

const KEY = 'framework'

/** What the developer's handler is made with; kept for the next time. */
export const framework = createStore<string | null>(localStorage.getItem(KEY))

export function chooseFramework(name: string): void {
  localStorage.setItem(KEY, name)
  framework.set(name)
}
