const count = new Intl.NumberFormat()
const units = ['B', 'kB', 'MB', 'GB', 'TB']

export const formatCount = (value: number): string => count.format(value)

/** `312 B`, `4.2 kB`, `31 MB` */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1_000 ** power
  return `${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power]}`
}

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`
