import { readdirSync, readFileSync } from 'node:fs'

// Linux only: other systems have no /proc.

/** The processes that `pid` started, and those that they started. */
export function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const)
  const children = parents.filter(([, parent]) => parent === pid).map(([child]) => child)
  return children.flatMap((child) => [child, ...descendants(child)])
}

function parentOf(pid: string): number | null {
  try {
    // `pid (command) state parent …`, where the command may contain spaces and brackets.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1]
    )
  } catch {
    return null // it has ended meanwhile
  }
}

export function isAlive(pid: number): boolean {
  return parentOf(String(pid)) !== null
}
