import { useEffect, useMemo, useRef, useState } from 'react'
import type { Hits } from '../../lib/find-in-text.ts'
import { findHere, hereLimit, readApart, readHere, type Apart, type JsonReading } from './json-document.ts'

const reading: JsonReading = { status: 'reading' }

export interface BodyText {
  /** What was read of it as JSON; null where that is not asked for. */
  readonly reading: JsonReading | null
  findInText(wanted: string): Promise<Hits>
}

/** A body's text, read as JSON if it is whole and not blank, and searched; a large one beside the page. */
export function useBodyText(text: string, isWhole: boolean): BodyText {
  const isJson = isWhole && text.trim() !== ''
  const isLarge = isJson && text.length > hereLimit
  const here = useMemo(() => (isJson && !isLarge ? readHere(text) : null), [text, isJson, isLarge])
  const [apart, setApart] = useState<{ text: string; reading: JsonReading } | null>(null)
  const reader = useRef<Apart>(null)
  useEffect(() => {
    if (!isLarge) return undefined
    const started = readApart(text, (next) => setApart({ text, reading: next }))
    reader.current = started
    return () => {
      reader.current = null
      started.end()
      setApart(null)
    }
  }, [text, isLarge])
  const findInText = (wanted: string) => reader.current?.findInText(wanted) ?? findHere(text, wanted)
  if (!isLarge) return { reading: here, findInText }
  return { reading: apart?.text === text ? apart.reading : reading, findInText }
}
