import { useEffect } from 'react'
import { legacyTypeName } from '#shared/event-types.ts'
import { useClient } from '../../client/client-context.tsx'
import type { Client } from '../../client/client.ts'
import { notify } from '../../components/notify.ts'
import { messageOf } from '../../state/live-value.ts'
import { createStore, useStore } from '../../state/store.ts'
import { choices, hasDialect, type Choices } from './choices.ts'
import { toPretty } from './read-body.ts'

/** The bodies that were made, as far as they were not edited since, and what became of them. */
export interface Draft {
  readonly key: string
  readonly made: readonly string[]
  /** By their place among those made. */
  readonly edited: Readonly<Record<number, string>>
  /** The simulation that sent them last. */
  readonly runId: string | null
}

interface DraftState {
  readonly draft: Draft | null
  /** What the draft was made for; of another it is out of date. */
  readonly madeFor: Choices | null
  readonly error: string | null
}

/** It outlives the dialog like the choices do. */
export const drafts = createStore<DraftState>({ draft: null, madeFor: null, error: null })

const keyOf = ({ type, dialect, names, count, seed }: Choices): string =>
  [type, hasDialect(type) && dialect, namesOf(type, names), count, seed].join(' ')

/** A name that a type never had cannot be asked for. */
const namesOf = (type: string, names: Choices['names']): Choices['names'] =>
  legacyTypeName(type) === null ? 'current' : names

export const textOf = ({ made, edited }: Draft, index: number): string => edited[index] ?? made[index] ?? ''

export function editDraft(index: number, text: string): void {
  const state = drafts.getSnapshot()
  if (!state.draft) return
  const edited = { ...state.draft.edited, [index]: text }
  // What was sent was another body.
  drafts.set({ ...state, draft: { ...state.draft, edited, runId: null } })
}

export function noteRun(key: string, runId: string): void {
  const state = drafts.getSnapshot()
  if (state.draft?.key === key) drafts.set({ ...state, draft: { ...state.draft, runId } })
}

/** Null until what was chosen is made; then an earlier draft is on its way out. */
export function useDraft(): { readonly draft: Draft | null; readonly error: string | null } {
  const client = useClient()
  const chosen = useStore(choices)
  const { draft, error } = useStore(drafts)
  const key = keyOf(chosen)
  useEffect(() => {
    let isCurrent = true
    if (drafts.getSnapshot().draft?.key !== key) void make(client, key, () => isCurrent)
    return () => {
      isCurrent = false
    }
  }, [client, key])
  return { draft: draft?.key === key ? draft : null, error }
}

async function make(client: Client, key: string, isCurrent: () => boolean): Promise<void> {
  const chosen = choices.getSnapshot()
  const { type, dialect, names, count, seed } = chosen
  const before = drafts.getSnapshot()
  try {
    const { events } = await client.call('simulator.make', {
      type,
      names: namesOf(type, names),
      count,
      seed,
      ...(hasDialect(type) && { dialect })
    })
    if (!isCurrent()) return
    const made = events.map(({ body }) => toPretty(body))
    drafts.set({ draft: { key, made, edited: {}, runId: null }, madeFor: chosen, error: null })
    offerBack(before)
  } catch (error) {
    if (isCurrent()) drafts.set({ ...before, error: messageOf(error) })
  }
}

/** What was written by hand is not lost by a click on another type. */
function offerBack(before: DraftState): void {
  const { draft, madeFor } = before
  if (!draft || !madeFor || draft.runId !== null || Object.keys(draft.edited).length === 0) return
  notify.done(
    'Made anew, without your changes',
    undefined,
    {
      text: 'Bring them back',
      run() {
        drafts.set({ ...before, error: null })
        choices.set(madeFor)
      }
    },
    'simulator-draft'
  )
}
