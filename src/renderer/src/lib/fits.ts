/** Whether each of the words that were typed begins a word of the text. */
export function fits(typed: string, text: string): boolean {
  const own = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return words.every((word) => own.some((one) => one.startsWith(word)))
}
