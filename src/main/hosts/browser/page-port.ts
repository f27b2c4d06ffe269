import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageServer } from './http.ts'

/**
 * Starts the page where the last run had it, so that bookmarks lead there and the browser, which keeps what a page
 * remembers by its port, still has the theme and the widths of the panes. A port that was asked for is that one.
 */
export async function startOnKeptPort(
  dataDir: string,
  asked: number | null,
  startOn: (port: number) => Promise<PageServer>
): Promise<PageServer> {
  if (asked !== null) return startOn(asked)
  const file = join(dataDir, 'page-port')
  const kept = await readPort(file)
  // Another program may have it by now.
  const server = await (kept === 0 ? startOn(0) : startOn(kept).catch(() => startOn(0)))
  // Where it cannot be kept, the next run takes another one, and that is all.
  if (server.port !== kept) await writeFile(file, `${server.port}\n`).catch(() => undefined)
  return server
}

/** 0, which is any, where none is kept. */
async function readPort(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const port = /^\d{4,5}\n$/.test(text) ? Number(text) : 0
  return port <= 65_535 ? port : 0
}
