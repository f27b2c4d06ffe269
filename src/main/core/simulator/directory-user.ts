import { createPhone, type Person } from './people.ts'
import { DIGITS, HEX, LETTERS, type Random } from './random.ts'
import type { Scene } from './scene.ts'
import type { Dialect } from '#shared/simulator-models.ts'

export interface GroupReference {
  readonly id: string
  readonly name: string
}

export interface Job {
  readonly division: string
  readonly department: string
  readonly costCenter: string
  readonly title: string
}

export interface Address {
  readonly street: string
  readonly locality: string
  readonly region: string
  readonly postalCode: string
  readonly country: string
}

/** Someone as their directory has them at one moment. */
export interface DirectoryUser extends Person, Job {
  /** Scalekit's. */
  readonly id: string
  /** The directory's own. */
  readonly directoryId: string
  readonly employeeId: string
  readonly nickname: string
  readonly phone: string
  readonly mobile: string
  readonly address: Address
  readonly manager: { readonly name: string; readonly directoryId: string }
  readonly badge: { readonly tier: string; readonly floor: string }
  readonly active: boolean
  /** Whether `active` was last changed on its own: Entra ID then writes it as text. */
  readonly isActivePatched: boolean
  readonly groups: readonly GroupReference[]
  readonly role: string
}

/** The ids that the directories give. */
const USER_IDS: Readonly<Record<Dialect, (random: Random) => string>> = {
  okta: (random) => `00u${random.characters(12, LETTERS)}5d7`,
  entra: guid,
  google: (random) => `1${random.characters(20, DIGITS)}`,
  jumpcloud: hex24,
  onelogin: (random) => `1${random.characters(8, DIGITS)}`,
  ping: guid
}
const GROUP_IDS: Readonly<Record<Dialect, (random: Random) => string>> = {
  okta: (random) => `00g${random.characters(12, LETTERS)}5d7`,
  entra: guid,
  google: (random) => `0${random.characters(14, LETTERS.toLowerCase())}`,
  jumpcloud: hex24,
  onelogin: (random) => `4${random.characters(6, DIGITS)}`,
  ping: guid
}

/** A directory's own id of one of its groups. */
export const createGroupDirectoryId = ({ dialect, random }: Scene): string => GROUP_IDS[dialect](random)

const JOBS: readonly Job[] = [
  job('Technology', 'Site Reliability', 'CC-4410', 'Reliability Engineer'),
  job('Technology', 'Platform & Infrastructure', 'CC-4420', 'Platform Engineer'),
  job('Technology', 'Field Robotics', 'FR-OPS', 'Controls Engineer'),
  job('Technology', 'Firmware', 'FW', 'Firmware Developer'),
  job('Operations', 'Procurement', 'CC-2100', 'Procurement Lead'),
  job('Operations', 'Customer Care', 'CC-2300', 'Support Specialist'),
  job('Corporate', 'Legal', 'CC-1300', 'Regional Counsel'),
  job('Corporate', 'People & Culture', 'CC-1200', 'Recruiter'),
  job('Commercial', 'Sales EMEA', 'CC-3200', 'Account Executive'),
  job('Research', 'Sensors', 'R-77', 'Research Scientist')
]

const ADDRESSES: readonly Address[] = [
  address('14 Ropewalk Yard', 'Leeds', 'West Yorkshire', 'LS10 1EF', 'GB'),
  address('220 Tannery Row', 'Chicago', 'IL', '60601', 'US'),
  address('Gerbergasse 7', 'Köln', 'Nordrhein-Westfalen', '50667', 'DE'),
  address('3 rue des Tisserands', 'Lyon', 'Auvergne-Rhône-Alpes', '69001', 'FR'),
  address('Repslagaregatan 21', 'Malmö', 'Skåne', '211 21', 'SE'),
  address('9 Coopers Lane', 'Cork', 'Munster', 'T12 X20Y', 'IE')
]

/** A new directory user, whom Scalekit made at that time. */
export function createDirectoryUser(scene: Scene, at: number): DirectoryUser {
  const { random, dialect } = scene
  const person = scene.people.another()
  return {
    ...person,
    ...random.pick(JOBS),
    id: scene.id('diruser', at),
    directoryId: USER_IDS[dialect](random),
    employeeId: `E-${random.characters(5, DIGITS)}`,
    nickname: person.given,
    phone: createPhone(random),
    mobile: createPhone(random),
    address: random.pick(ADDRESSES),
    manager: createManager(scene),
    badge: { tier: random.pick(['blue', 'silver', 'gold']), floor: String(1 + random.below(9)) },
    active: true,
    isActivePatched: false,
    groups: [],
    role: 'member'
  }
}

/** Another job than the one they have, under another manager. */
export function changeJob(scene: Scene, user: DirectoryUser): DirectoryUser {
  const others = JOBS.filter(({ department }) => department !== user.department)
  return { ...user, ...scene.random.pick(others), manager: createManager(scene) }
}

const createManager = (scene: Scene): DirectoryUser['manager'] => ({
  name: scene.people.another().name,
  directoryId: USER_IDS[scene.dialect](scene.random)
})

function job(division: string, department: string, costCenter: string, title: string): Job {
  return { division, department, costCenter, title }
}

function address(
  street: string,
  locality: string,
  region: string,
  postalCode: string,
  country: string
): Address {
  return { street, locality, region, postalCode, country }
}

function guid({ characters }: Random): string {
  const part = (length: number) => characters(length, HEX)
  return `${part(8)}-${part(4)}-4${part(3)}-${characters(1, '89ab')}${part(3)}-${part(12)}`
}

/** As MongoDB makes them: the first digits are a time, here of 2024. */
function hex24({ characters }: Random): string {
  return `66${characters(22, HEX)}`
}
