const isMac = /^(Mac|iPhone|iPad)/.test(globalThis.navigator?.platform ?? '')

/** A shortcut with the modifier that this machine's keyboard has, as `actions` name both: `⌘ K` or `Ctrl K`. */
export const shownKeys = (shown: string): string => shown.replace('Ctrl/⌘', isMac ? '⌘' : 'Ctrl')
