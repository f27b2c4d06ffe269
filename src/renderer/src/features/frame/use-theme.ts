import { useLayoutEffect } from 'react'
import { useMedia } from '../../lib/use-media.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'

/** Until the setting is known, what `theme.js` remembers from the last time decides. */
export function useTheme(): void {
  const { settings } = useAppState()
  const { theme, contrast: wanted, density } = useStore(settings).value ?? {}
  const isMore = useMedia('(prefers-contrast: more)')
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    for (const [name, value] of Object.entries({ theme, contrast: wanted, density })) {
      if (value === undefined) continue
      localStorage.setItem(name, value)
      dataset[name] = value
    }
    // The system may ask for more than the reader did.
    if (wanted === 'system' && isMore) dataset['contrast'] = 'more'
  }, [theme, wanted, isMore, density])
}
