const keptMs = 60_000

/** Offers a file for download under that name. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Nobody tells when the browser has read it.
  setTimeout(() => URL.revokeObjectURL(url), keptMs)
}
