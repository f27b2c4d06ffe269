/** The value that a JSON text stands for, as people write it: a text without its quotes, anything else as it is. */
export function plainValue(text: string): string {
  if (!text.startsWith('"')) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return text // It was cut, and its closing quote with it.
  }
}
