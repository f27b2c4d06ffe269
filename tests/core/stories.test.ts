import { describe, expect, test } from 'vitest'
import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }
import { timeOfScalekitId } from '#shared/scalekit-id.ts'
import { storyNames, tellStory } from '../support/stories.ts'
import { normalise } from '../support/story-normalise.ts'
import type { Fields } from '../support/story-teller.ts'

const startMs = Date.UTC(2025, 8, 1)
const day = 24 * 60 * 60_000

const created = catalogue.find(({ type }) => type === 'organization.directory.user_created')
const examples = [
  { name: 'okta', example: created?.example },
  ...(created?.variants ?? []).map(({ name, example }) => ({ name, example }))
]

describe('stories', () => {
  test.each(storyNames)('%s is told the same way for a seed and another way for another', (name) => {
    expect(tellStory(name, { startMs })).toEqual(tellStory(name, { startMs }))
    const ids = (seed: number) => tellStory(name, { startMs, seed }).bodies.map((body) => body['data'])
    expect(ids(2)).not.toEqual(ids(1))
  })

  test.each(storyNames)('%s has ids and times that tell of the same moments', (name) => {
    const { bodies } = tellStory(name, { startMs })
    for (const body of bodies) {
      const at = Date.parse(String(body['occurred_at'] ?? body['occured_at']))
      expect(at).toBeGreaterThanOrEqual(startMs)
      expect(at).toBeLessThan(startMs + 429 * day)
      const { id } = body as { id?: string }
      if (id !== undefined) expect(Math.abs(at - Number(timeOfScalekitId(id)))).toBeLessThan(20)
    }
  })

  test('no two stories share an event, a person or a group', () => {
    const all = storyNames.flatMap((name) => {
      const { bodies } = tellStory(name, { startMs })
      const ids = bodies.flatMap(
        (body) => [body['id'], (body['data'] as Fields)['id']] as (string | undefined)[]
      )
      return [...new Set(ids)].filter((id) => id !== undefined && !id.startsWith('org_'))
    })
    expect(new Set(all).size).toBe(all.length)
  })

  test.each(examples)('normalises the attributes of $name as the catalogue does', ({ example }) => {
    const data = example?.data as Fields
    const made = ['id', 'organization_id', 'raw_attributes', 'groups', 'roles']
    const expected = Object.entries(data).filter(([field]) => !made.includes(field))
    expect(normalise(data['raw_attributes'] as Fields)).toEqual(Object.fromEntries(expected))
  })
})
