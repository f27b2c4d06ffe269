import { NAME_REGIONS, type NameRegion } from './names.ts'
import type { Random } from './random.ts'

/** Someone who never was. */
export interface Person {
  readonly given: string
  readonly family: string
  /** As they are called, in the order of their language. */
  readonly name: string
  /** What their addresses begin with; nobody else of the same simulation has it. */
  readonly handle: string
  readonly email: string
  readonly locale: string
  readonly zone: string
}

export interface People {
  /** Another one each time. */
  another(): Person
  /** The same one under another family name of their language, and so under another address. */
  rename(person: Person): Person
}

/** People of an e-mail domain. */
export function createPeople(random: Random, domain: string): People {
  const taken = new Map<string, number>()
  const name = (region: NameRegion, given: string, family: string): Person => {
    const [givenName, givenLatin] = spellings(given)
    const [familyName, familyLatin] = spellings(family)
    const plain = `${asHandle(givenLatin)}.${asHandle(familyLatin)}`
    const namesakes = taken.get(plain) ?? 0
    taken.set(plain, namesakes + 1)
    const handle = namesakes === 0 ? plain : `${plain}${namesakes + 1}`
    return {
      given: givenName,
      family: familyName,
      name: region.whole ? region.whole(givenName, familyName) : `${givenName} ${familyName}`,
      handle,
      email: `${handle}@${domain}`,
      locale: region.locale,
      zone: region.zone
    }
  }
  return {
    another() {
      const region = random.pick(NAME_REGIONS)
      return name(region, random.pick(region.given.split(', ')), random.pick(region.family.split(', ')))
    },
    rename(person) {
      const region = NAME_REGIONS.find(({ locale }) => locale === person.locale) ?? random.pick(NAME_REGIONS)
      const others = region.family.split(', ').filter((family) => spellings(family)[0] !== person.family)
      const [, givenLatin] = spellings(
        region.given.split(', ').find((given) => spellings(given)[0] === person.given) ?? person.given
      )
      return name(region, `${person.given}/${givenLatin}`, random.pick(others))
    }
  }
}

function spellings(entry: string): readonly [string, string] {
  const [name = entry, latin = name] = entry.split('/')
  return [name, latin]
}

/** Letters that no mark can be taken off of. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  þ: 'th',
  ð: 'd',
  æ: 'ae'
}

/** As it would stand in an e-mail address. */
export const asHandle = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[ßøłđıþðæ]/g, (letter) => LATIN[letter] ?? '')
    .replaceAll(/[^a-z-]/g, '')

/** Numbers that regulators have set aside for fiction: `#` is any digit. */
const PHONES = [
  '+1 312 555 01##',
  '+44 20 7946 0###',
  '+44 7700 900###',
  '+33 1 99 00 ## ##',
  '+33 6 39 98 ## ##',
  '+49 30 23125 ###',
  '+46 8 465 004 ##',
  '+353 20 91# ####',
  '+61 2 5550 ####'
]

export const createPhone = (random: Random): string =>
  random.pick(PHONES).replaceAll('#', () => String(random.below(10)))
