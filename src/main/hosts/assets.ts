import { readFile, realpath } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'

export interface Asset {
  readonly bytes: Buffer
  readonly mediaType: string
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2'
}

/** The file of the built page that a URL's path names, or null when it names none inside `folder`. */
export async function readAsset(folder: string, pathname: string): Promise<Asset | null> {
  const root = resolve(folder)
  const file = locate(root, pathname === '/' ? '/index.html' : pathname)
  if (file === null) return null
  try {
    // A link inside the folder may not lead out of it.
    if (!(await realpath(file)).startsWith((await realpath(root)) + sep)) return null
    return { bytes: await readFile(file), mediaType: mediaTypes[extname(file)] ?? 'application/octet-stream' }
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

function locate(root: string, pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null // a stray percent sign
  }
  const file = join(root, path)
  return file.startsWith(root + sep) && !path.includes('\0') ? file : null
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG'
}
