import type { HTMLAttributes, KeyboardEvent, ReactNode, Ref } from 'react'

export interface VirtualRowsHandle {
  /** Makes a row active, scrolls it into sight and gives it the keyboard. */
  moveTo(index: number): void
  /** Scrolls a row into sight; the keyboard stays where it is. */
  show(index: number): void
  scrollToHead(): void
  /** Brings a row to the top of the view, or as near as it gets; `within` pixels of it are above. */
  scrollToRow(index: number, within?: number): void
}

export interface VirtualRowsProps {
  readonly ref?: Ref<VirtualRowsHandle>
  /** What a screen reader calls the whole. */
  readonly label: string
  /** `grid` for rows of cells, `treegrid` where some unfold, `tree` for nested lines, `list` for plain lines that take no focus. */
  readonly role: 'grid' | 'treegrid' | 'tree' | 'list'
  readonly count: number
  /** How many rows there are in all; -1 where nobody knows. */
  readonly total?: number
  /** Every row's height in pixels. */
  readonly rowHeight: number
  /** Identifies a row however it moves. */
  readonly keyOf: (index: number) => string | number
  /** Where the row of a key is now, -1 for unknown: then rows that come and go above move none that is in view. */
  readonly indexOf?: (key: string | number) => number
  readonly row: (index: number) => ReactNode
  /** Further attributes of a row's element, like its level in a tree. */
  readonly rowAttributes?: (index: number) => HTMLAttributes<HTMLDivElement>
  /** The row that has or gets the keyboard; -1 for none yet. */
  readonly activeIndex?: number
  readonly onActivate?: (index: number) => void
  /** Whether several rows may be selected at once; `rowAttributes` tells which. */
  readonly isMultiple?: boolean
  /** A click opens as well as activates; `byKey` is true for Enter. */
  readonly onOpen?: (index: number, byKey: boolean) => void
  /** A click with Ctrl or Cmd held down, which neither opens nor activates. Without it, it is one like any other. */
  readonly onOther?: (index: number) => void
  /** Keys before they move or open; `target` is the row that a key moves to. Return true for those that were handled. */
  readonly onKey?: (event: KeyboardEvent, index: number, target: number | undefined) => boolean
  readonly onHead?: (isAtHead: boolean) => void
  /** Whether the reader has moved the mouse onto the rows. */
  readonly onPointed?: (isPointed: boolean) => void
  readonly onNearEnd?: () => void
  /** Which rows are in view, and how many pixels of the first of them are above it. */
  readonly onRange?: (first: number, last: number, within: number) => void
  readonly className?: string | undefined
}
