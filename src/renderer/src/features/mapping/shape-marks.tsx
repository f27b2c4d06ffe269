import type { ShapeChange } from '#shared/mapping-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { useAppState } from '../../state/app-state.ts'
import { firstsOf } from './shape-words.ts'

/** What an event was the first to show. */
export function ShapeMarks({ changes }: { readonly changes: readonly ShapeChange[] }) {
  const { dialog } = useAppState()
  return (
    <Notice tone="info">
      <bdi>{spellOutBidi(firstsOf(changes).join(' '))}</bdi>{' '}
      <Button size="small" onClick={() => dialog.set('shapes')}>
        Show payload changes
      </Button>
    </Notice>
  )
}
