import type { Tell } from './story-lifecycles.ts'
import { createPerson, ENTERPRISE, rewrite, userCreated, userUpdated } from './story-people.ts'
import { organizationEvent } from './story-surroundings.ts'
import type { Fields } from './story-teller.ts'

const given = ['Adair', 'Blythe', 'Corwin', 'Delphine', 'Emrys', 'Fenna']
const family = ['Ashgrove', 'Birchall', 'Cloudsley', 'Drakeford', 'Elmhurst']

/**
 * A directory in which 30 people are created, one a day. After 15 of them `department` arrives no more, from the
 * 18th on `employeeNumber` is text instead of a number, and from the 22nd on there is a `profileUrl`.
 */
export const drift: Tell = (teller, organization) => [
  organizationEvent(teller, organization, { action: 'created', at: teller.at(379) }),
  ...Array.from({ length: 30 }, (_, index) => {
    const at = teller.at(380 + index)
    const name = [given[index % given.length] ?? '', family[Math.floor(index / given.length)] ?? ''] as const
    const person = createPerson(teller, { shape: 'okta', name, organization, at })
    const number = 4000 + index * 7
    return userCreated(
      teller,
      rewrite(person, (raw) => {
        const { department, ...enterprise } = raw[ENTERPRISE] as Fields
        raw[ENTERPRISE] = {
          ...enterprise,
          ...(index < 15 && { department }),
          employeeNumber: index < 17 ? number : String(number)
        }
        if (index >= 21) raw['profileUrl'] = `https://people.${organization.domain}/${index}`
      }),
      at
    )
  })
]

/** One user with as many updates as wanted, a few minutes apart, each with another title. */
export function busy(updates: number): Tell {
  return (teller, organization) => {
    const name = ['Busy', 'Bee'] as const
    const person = createPerson(teller, { shape: 'okta', name, organization, at: teller.at(100) })
    const update = (_: unknown, index: number) => {
      const changed = rewrite(person, (raw) => {
        raw['title'] = `Title ${index % 97}`
        if (index % 10 === 0) raw['locale'] = index % 20 === 0 ? 'de-DE' : 'en-US'
      })
      return userUpdated(teller, changed, teller.at(100, 5 + index * 7))
    }
    return [userCreated(teller, person, teller.at(100)), ...Array.from({ length: updates }, update)]
  }
}
