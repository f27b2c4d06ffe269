import { useEffect, useMemo, useState } from 'react'
import { hereLimit, readApart, readHere, type JsonReading } from './json-document.ts'

const reading: JsonReading = { status: 'reading' }

/** A text read as JSON, a large one beside the page; null where there is no text. */
export function useJsonDocument(text: string | null): JsonReading | null {
  const isLarge = text !== null && text.length > hereLimit
  const here = useMemo(() => (text === null || isLarge ? null : readHere(text)), [text, isLarge])
  const [apart, setApart] = useState<{ text: string; reading: JsonReading } | null>(null)
  useEffect(() => {
    if (!isLarge) return undefined
    const end = readApart(text, (next) => setApart({ text, reading: next }))
    return () => {
      end()
      setApart(null)
    }
  }, [text, isLarge])
  if (!isLarge) return here
  return apart?.text === text ? apart.reading : reading
}
