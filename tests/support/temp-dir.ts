import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const parent = process.env['TMPDIR'] === undefined && hasRoom('/dev/shm') ? '/dev/shm' : tmpdir()

/**
 * A fresh directory whose name has a space, as user names do. It is in memory where there is room: each commit waits
 * for its disk, and what a process that is killed has written is there afterwards all the same.
 */
export function createTempDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(parent, 'webhook inspector '))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Containers often have 64 MB there. */
function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 2 * 1024 ** 3
  } catch {
    return false
  }
}
