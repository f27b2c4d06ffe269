import type { Replay } from '#shared/replay-models.ts'
import { spellOutBidi } from '../../lib/bidi.ts'
import { formatCount } from '../../lib/format-count.ts'

/** Whose events a replay holds: `Ottoline Marchbanks and 39 more`; null where nobody knows any more. */
export function whoseOf({
  label,
  entities,
  organizationName
}: Pick<Replay, 'label' | 'entities' | 'organizationName'>): string | null {
  if (label !== null && entities === 1) return spellOutBidi(label)
  if (organizationName !== null) return spellOutBidi(organizationName)
  if (label === null) return null
  const others = entities === null ? 'others' : `${formatCount(entities - 1)} more`
  return entities === 0 ? spellOutBidi(label) : `${spellOutBidi(label)} and ${others}`
}

/** The same with what they are, in one line: `Juniper & Slate: 12 directory.user_updated`. */
export function sayReplay(replay: Replay): string {
  const whose = whoseOf(replay)
  return whose === null ? replay.what : `${whose}: ${replay.what}`
}
