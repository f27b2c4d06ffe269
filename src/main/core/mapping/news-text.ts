import type { ShapeChange } from '#shared/mapping-models.ts'

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC'
})

/** What happened, in a sentence. `again`: it had been there before. */
export function newsText(change: Omit<ShapeChange, 'text'>, again: boolean): string {
  const since = `${day.format(change.at)} (UTC)`
  const name = shortPath(change.path)
  const isRaw = change.organizationId !== null
  const where = isRaw ? `from ${change.organizationName ?? change.organizationId}` : `in ${change.type}`
  switch (change.kind) {
    case 'appeared':
      return again
        ? `Since ${since} ${name} arrives again ${where}.`
        : `On ${since} ${name} arrived ${where} for the first time.`
    case 'vanished':
      return `Since ${since} ${name} no longer arrives ${where}.`
    case 'retyped':
      return `Since ${since} ${name} arrives as ${change.after} instead of ${change.before} ${where}.`
  }
}

/** Without what every path begins with, and of an extension's name only what sets it apart. */
const shortPath = (path: string): string =>
  path
    .replace(/^data\.raw_attributes[.]?(?=.)/, '')
    .replace(/^data\.(?=.)/, '')
    .replace(/^\["urn:[^"]*?extension:([^":]+)[^"]*"\]\.?/, (_, vendor: string) => `${vendor} `)
    .trimEnd()
