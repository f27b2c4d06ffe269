import { directoryUpdate } from './load.ts'

/** Names nobody has otherwise, one in the midst of the payload and one as its last attribute. */
export const LARGE_PAYLOAD = {
  bytes: 9_900_000,
  middle: 'quetzalite-midway',
  end: 'quetzalite-at-the-end'
} as const

const APPS = ['Atlas', 'Beacon', 'Cobalt', 'Drift', 'Ember', 'Fathom', 'Granite', 'Harbor']
const SITES = ['Rotterdam', 'Porto', 'Gdańsk', 'Nairobi', 'Osaka', 'Montréal', 'Tromsø', 'Valparaíso']
const DUTIES = ['Release approvals', 'Payroll export', 'On-call rota', 'Vendor review', 'Badge printing']
const LEVELS = ['reader', 'editor', 'approver', 'owner']

const pick = (from: readonly string[], index: number): string => from[index % from.length] ?? ''
const hex = (index: number, digits: number): string =>
  (Math.imul(index + 1, 0x9e37_79b1) >>> 0).toString(16).padStart(8, '0').repeat(2).slice(0, digits)
const uuid = (index: number): string =>
  `${hex(index, 8)}-${hex(index + 7, 4)}-4${hex(index + 11, 3)}-a${hex(index + 13, 3)}-${hex(index + 17, 12)}`
const at = (index: number): string => new Date(Date.UTC(2026, 0, 1) + index * 61_000).toISOString()

/** Each attribute is of another kind than the one before, as a directory that exports everything sends them. */
function attribute(index: number): readonly [name: string, value: unknown] {
  const site = pick(SITES, index)
  switch (index % 6) {
    case 0:
      return [`customAttribute${index}`, `${pick(DUTIES, index)}, ${site}, room ${index}`]
    case 1:
      return [`extension_${hex(index, 8)}_costCenter`, `CC-${100 + (index % 900)}-${hex(index, 4)}`]
    case 2:
      return [
        `appRole${index}`,
        {
          value: uuid(index),
          display: `${pick(APPS, index)} ${pick(LEVELS, index)} ${index}`,
          primary: index % 9 === 0
        }
      ]
    case 3:
      return [
        `entitlement${index}`,
        {
          id: uuid(index),
          type: 'license',
          display: `${pick(APPS, index)} seat in ${site}`,
          assignedAt: at(index),
          quota: index * 13,
          tags: [pick(LEVELS, index), site, null]
        }
      ]
    case 4:
      return [
        `contact${index}`,
        {
          value: `ottilie.brandvold+${index}@juniperslate.example`,
          type: 'other',
          phone: `+31 20 ${5_550_000 + index}`
        }
      ]
    default:
      return [
        `membership${index}`,
        {
          group: `${pick(APPS, index)} ${site} ${index}`,
          $ref: `https://directory.example/v2/Groups/${uuid(index)}`,
          since: at(index)
        }
      ]
  }
}

/** The body of a directory user with tens of thousands of raw attributes, about 9.9 MB of them. */
export function largeBody(id: string): Buffer {
  const rawAttributes: Record<string, unknown> = { userName: 'ottilie.brandvold', active: true }
  let length = 0
  for (let index = 0; length < LARGE_PAYLOAD.bytes - 1_000; index++) {
    const [name, value] = attribute(index)
    rawAttributes[name] = value
    length += name.length + Buffer.byteLength(JSON.stringify(value)) + 4
    if (length > LARGE_PAYLOAD.bytes / 2) rawAttributes['remark'] ??= LARGE_PAYLOAD.middle
  }
  rawAttributes['lastRemark'] = LARGE_PAYLOAD.end
  return bodyOf(id, rawAttributes)
}

export const DEEP_LEVELS = 100_000

/** One list in another, all the way down. */
export function deepBody(id: string): Buffer {
  const body = String(bodyOf(id, { deep: 0 }))
  const deep = `${'['.repeat(DEEP_LEVELS)}${JSON.stringify(LARGE_PAYLOAD.end)}${']'.repeat(DEEP_LEVELS)}`
  return Buffer.from(body.replace('"deep":0', `"deep":${deep}`))
}

const bodyOf = (id: string, rawAttributes: object): Buffer =>
  directoryUpdate(id, 'org_112860252189230001', {
    // An entity of its own: nothing to compare with.
    id: `diruser_${id}`,
    email: 'ottilie.brandvold@juniperslate.example',
    name: 'Ottilie Brandvold',
    given_name: 'Ottilie',
    family_name: 'Brandvold',
    groups: null,
    raw_attributes: rawAttributes
  })
