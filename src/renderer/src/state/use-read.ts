import { useEffect, useState } from 'react'
import { messageOf } from './live-value.ts'
import { useHeld } from './use-held.ts'

export type Read<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly error: string }

const loading = { status: 'loading' } as const

/** Reads something once per key. A result that arrives after the key has changed is dropped; the last one is held for a blink. */
export function useRead<T>(key: string, read: () => Promise<T>): Read<T> {
  const [result, setResult] = useState<{ key: string; read: Read<T> }>({ key, read: loading })
  useEffect(() => {
    let isCurrent = true
    const settle = (settled: Read<T>) => {
      if (isCurrent) setResult({ key, read: settled })
    }
    read().then(
      (value) => settle({ status: 'ready', value }),
      (error: unknown) => settle({ status: 'failed', error: messageOf(error) })
    )
    return () => {
      isCurrent = false
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key stands for everything that `read` closes over
  }, [key])
  return useHeld(result.key === key && result.read !== loading ? result.read : null) ?? loading
}
