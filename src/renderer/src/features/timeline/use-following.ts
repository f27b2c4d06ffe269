import { useEffect, useRef, useState } from 'react'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import type { ListState, ListStore } from '../../state/list-model.ts'
import { useStore } from '../../state/store.ts'
import { focusPane } from '../frame/panes.ts'
import { pause } from './pause.ts'

interface FollowingInput<T> {
  readonly store: ListStore<T>
  readonly list: ListState<T>
  readonly rows: React.RefObject<VirtualRowsHandle | null>
}

/**
 * Lets a list follow its head only while the reader is there, has not paused it, and neither the pointer nor the
 * keyboard rests on its rows.
 */
export function useFollowing<T>({ store, list, rows }: FollowingInput<T>) {
  const isPaused = useStore(pause)
  const [isAtHead, setIsAtHead] = useState(true)
  const [isPointed, setIsPointed] = useState(false)
  const [isKeyed, setIsKeyed] = useState(false)
  const isFollowing = list.rows.length === 0 || (isAtHead && !isPointed && !isKeyed && !isPaused)
  useEffect(() => store.follow(isFollowing), [store, isFollowing])
  useEffect(
    () => rows.current?.scrollToHead(),
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a list that is new here starts at its head
    [store, rows]
  )

  const box = useRef<HTMLDivElement>(null)
  const hadKeyboard = useRef(false)
  useEffect(() => {
    // What had the keyboard and is taken away tells nobody that it lost it.
    if (list.rows.length > 0 && !box.current?.contains(document.activeElement)) setIsKeyed(false)
    if (list.rows.length === 0 && hadKeyboard.current && document.activeElement === document.body) {
      focusPane('timeline')
    }
  }, [list.rows])

  const hasNew = list.waiting > 0 || list.isBehind
  const wantsFirst = useRef(false)
  useEffect(() => {
    if (hasNew || !wantsFirst.current) return
    wantsFirst.current = false
    rows.current?.moveTo(0)
  }, [hasNew, rows])

  return {
    hasNew: hasNew && !isPaused,
    onHead: setIsAtHead,
    onPointed: setIsPointed,
    showNew(byKey: boolean) {
      // A press by key leaves the keyboard on the pill, which is about to go.
      wantsFirst.current = byKey
      store.follow(true)
      rows.current?.scrollToHead()
      setIsPointed(false)
      setIsKeyed(false)
      setIsAtHead(true)
    },
    box: {
      ref: box,
      onFocus: (event: React.FocusEvent) => {
        hadKeyboard.current = true
        // A click focuses a row as well, but the reader's hand is not on the keyboard then.
        setIsKeyed(event.target.matches(':focus-visible'))
      },
      onBlur: ({ currentTarget, relatedTarget }: React.FocusEvent) => {
        if (currentTarget.contains(relatedTarget)) return
        hadKeyboard.current = false
        setIsKeyed(false)
      }
    }
  }
}
