import { useEffect, useEffectEvent } from 'react'
import type { ShapeChange } from '#shared/mapping-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { titleOf } from './shape-words.ts'

/** What comes within this time is told together. */
const gatherMs = 1_000

/** Tells once what came, went or changed in the payloads; while the toast stands, more is added to it. */
export function useShapeToast(isDialogOpen: boolean): void {
  const client = useClient()
  const { dialog } = useAppState()
  const isSilent = useEffectEvent(() => isDialogOpen)
  const show = useEffectEvent(() => dialog.set('shapes'))
  useEffect(() => {
    let told: ReadonlyMap<string, ShapeChange> = new Map()
    /** Not told yet, which a toast that goes meanwhile does not take along. */
    let waiting: readonly ShapeChange[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const forget = () => {
      told = new Map()
    }
    const tell = () => {
      timer = undefined
      told = new Map([...told, ...waiting.map((change) => [change.id, change] as const)])
      waiting = []
      const changes = [...told.values()]
      if (isSilent()) return forget()
      notify.news(
        titleOf(changes),
        changes[0]?.text,
        {
          text: changes.length === 1 ? 'Show it' : 'Show them',
          run: () => show(),
          whenGone: forget
        },
        'shapes'
      )
    }
    const stop = client.on(
      'shapes.changed',
      ({ upserted }) => {
        const news = upserted.filter(({ id, seen }) => !seen && !told.has(id))
        if (news.length === 0 || isSilent()) return
        waiting = [...waiting, ...news]
        timer ??= setTimeout(tell, gatherMs)
      },
      () => undefined
    )
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client])
}
