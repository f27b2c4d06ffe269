/** The same name in another organisation is another attribute. Names in keys are quoted where they have a line break. */
export const keyIn = (scope: string, key: string): string => (scope === '' ? key : `${key}\n${scope}`)

/** The parts of what `keyIn` put together; the scope is empty where there is none. */
export function splitKey(key: string): { readonly within: string; readonly scope: string } {
  const end = key.indexOf('\n')
  return end < 0 ? { within: key, scope: '' } : { within: key.slice(0, end), scope: key.slice(end + 1) }
}
