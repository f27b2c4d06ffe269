/** Text as searches compare it: without case, and without the marks over and under letters. */
export function foldText(text: string): string {
  const lowered = text.toLowerCase()
  // Most texts have none, and finding that out is much quicker than taking them apart.
  return /[^\0-\x7f]/.test(lowered) ? lowered.normalize('NFD').replaceAll(/\p{M}+/gu, '') : lowered
}
