import type { Rectangle } from 'electron'

/** Where the window is and how it fills the screen; `bounds` are those that it has when it does not. */
export interface Placement {
  readonly bounds: Rectangle
  readonly mode: 'normal' | 'maximised' | 'fullScreen'
}

/** What a display tells of itself that matters here. */
export interface DisplayArea {
  readonly bounds: Rectangle
  /** What panels and docks leave of it. */
  readonly workArea: Rectangle
}

export const smallestWindow = { width: 720, height: 480 } as const
const firstWindow = { width: 1360, height: 860 } as const

/** How much of the window's upper edge, by which it is dragged, has to be on a display. */
const grip = { width: 120, height: 32 } as const

/** Names an arrangement of displays, so that each has a place of its own for the window. */
export function nameArrangement(displays: readonly DisplayArea[]): string {
  return displays
    .map(({ bounds: { x, y, width, height } }) => `${width}x${height}+${x}+${y}`)
    .toSorted()
    .join(' ')
}

/** A first window: as large as is comfortable, in the middle of the first display. */
export function placeFirst(displays: readonly DisplayArea[]): Placement {
  const area = displays[0]?.workArea ?? { x: 0, y: 0, ...firstWindow }
  const { width, height } = limitSize(firstWindow, area)
  const x = area.x + Math.round((area.width - width) / 2)
  const y = area.y + Math.round((area.height - height) / 2)
  return { bounds: { x, y, width, height }, mode: 'normal' }
}

/** The same bounds where the window can be seen and dragged; else moved, and shrunk if need be, into the nearest display. */
export function bringBack(bounds: Rectangle, displays: readonly DisplayArea[]): Rectangle {
  if (displays.length === 0) return bounds
  const upperEdge = { ...bounds, height: grip.height }
  const isReachable = displays.some(({ workArea }) => {
    const { width, height } = overlap(upperEdge, workArea)
    return width >= Math.min(grip.width, bounds.width) && height >= grip.height / 2
  })
  const area = nearest(bounds, displays)
  const size = limitSize(bounds, area)
  if (isReachable && size.width === bounds.width && size.height === bounds.height) return bounds
  return {
    ...size,
    x: Math.round(clamp(bounds.x, area.x, area.x + area.width - size.width)),
    y: Math.round(clamp(bounds.y, area.y, area.y + area.height - size.height))
  }
}

function nearest(bounds: Rectangle, displays: readonly DisplayArea[]): Rectangle {
  const ranked = displays.map(({ workArea }) => {
    const { width, height } = overlap(bounds, workArea)
    return { workArea, shared: width * height, distance: distance(bounds, workArea) }
  })
  ranked.sort((a, b) => b.shared - a.shared || a.distance - b.distance)
  return ranked[0]?.workArea ?? bounds
}

function overlap(a: Rectangle, b: Rectangle): { readonly width: number; readonly height: number } {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? { width, height } : { width: 0, height: 0 }
}

function distance(a: Rectangle, b: Rectangle): number {
  return Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2)
}

/** Never larger than the display's area. One that is smaller than the smallest window has to do, too. */
function limitSize(size: { readonly width: number; readonly height: number }, area: Rectangle) {
  return {
    width: clamp(size.width, Math.min(smallestWindow.width, area.width), area.width),
    height: clamp(size.height, Math.min(smallestWindow.height, area.height), area.height)
  }
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high))
