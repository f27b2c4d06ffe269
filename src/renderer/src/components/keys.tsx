import { shownKeys } from '../lib/shown-keys.ts'

/** A shortcut, key by key. */
export function Keys({ shown }: { readonly shown: string }) {
  return shownKeys(shown)
    .split(' ')
    .map((key) => <kbd key={key}>{key}</kbd>)
}
