import type { Settings } from '#shared/settings-models.ts'
import { formatCount } from '../../lib/format-count.ts'

type Limits = Pick<Settings, 'bodyLimit' | 'retention'>

interface LimitField {
  readonly name: 'maxAgeDays' | 'maxEvents' | 'maxBytes' | 'maxUnverified' | 'bodyLimit'
  readonly label: string
  readonly hint: string
  /** In the unit that the field shows. */
  readonly min: number
  readonly max: number
  /** How many of the stored unit one of the shown is. */
  readonly factor: number
  /** Whether an empty field means no limit. */
  readonly isOptional: boolean
}

/** The bounds are those of the contract, in the units that people use. */
export const limitFields: readonly LimitField[] = [
  {
    name: 'maxAgeDays',
    label: 'Age in days',
    hint: 'Older events are deleted. Empty for no limit.',
    min: 1,
    max: 3_650,
    factor: 1,
    isOptional: true
  },
  {
    name: 'maxEvents',
    label: 'Number of events',
    hint: 'The oldest go first. Empty for no limit.',
    min: 100,
    max: 5_000_000,
    factor: 1,
    isOptional: true
  },
  {
    name: 'maxBytes',
    label: 'Size of all bodies in MB',
    hint: 'The oldest go first. Empty for no limit.',
    min: 10,
    max: 9_000_000,
    factor: 1_000_000,
    isOptional: true
  },
  {
    name: 'maxUnverified',
    label: 'Deliveries without an event',
    hint: 'So many of each: rejected, unchecked, interceptor calls.',
    min: 10,
    max: 1_000_000,
    factor: 1,
    isOptional: false
  },
  {
    name: 'bodyLimit',
    label: 'Largest body in MB',
    hint: 'Of a larger one only the beginning is kept, and it is rejected.',
    min: 0.001,
    max: 100,
    factor: 1_000_000,
    isOptional: false
  }
]

export type LimitTexts = Readonly<Record<LimitField['name'], string>>

export function writeLimits({ bodyLimit, retention }: Limits): LimitTexts {
  const values: Readonly<Record<LimitField['name'], number | null>> = { ...retention, bodyLimit }
  const texts = limitFields.map(({ name, factor }) => {
    const value = values[name]
    return [name, value === null ? '' : String(value / factor)]
  })
  return Object.fromEntries(texts) as LimitTexts
}

/** Why a field cannot be taken as it is; null where it can. */
export function mistakeIn({ min, max, factor, isOptional }: LimitField, text: string): string | null {
  const written = text.trim()
  if (written === '' && isOptional) return null
  const value = Number(written)
  const isRead = /^\d+(\.\d+)?$/.test(written) && Number.isInteger(toStored(value, factor))
  if (isRead && value >= min && value <= max && (factor > 1 || Number.isInteger(value))) return null
  const kind = factor > 1 ? 'number' : 'whole number'
  const orEmpty = isOptional ? ', or nothing for no limit' : ''
  return `Write a ${kind} from ${min < 1 ? min : formatCount(min)} to ${formatCount(max)}${orEmpty}.`
}

/** Of fields without a mistake. */
export function readLimits(texts: LimitTexts): Limits {
  const values = limitFields.map(({ name, factor }) => {
    const text = texts[name].trim()
    return [name, text === '' ? null : toStored(Number(text), factor)]
  })
  const { bodyLimit, ...retention } = Object.fromEntries(values) as Limits['retention'] & {
    bodyLimit: number
  }
  return { bodyLimit, retention }
}

const toStored = (shown: number, factor: number): number => Math.round(shown * factor)
