const headBytes = 64_000

/** The secret that a share states in its first line; null for a file that states none. */
export async function secretOfShare(file: Blob): Promise<string | null> {
  const [line = ''] = (await file.slice(0, headBytes).text()).split('\n', 1)
  try {
    const head: unknown = JSON.parse(line)
    if (typeof head !== 'object' || head === null || !('share' in head)) return null
    const { share } = head
    if (typeof share !== 'object' || share === null || !('secret' in share)) return null
    return typeof share.secret === 'string' ? share.secret : null
  } catch {
    return null // Whatever it is, the import says.
  }
}
