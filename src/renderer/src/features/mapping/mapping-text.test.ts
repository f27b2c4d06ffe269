import { expect, test } from 'vitest'
import type { Mapping } from '#shared/mapping-models.ts'
import { mappingAsMarkdown, mappingAsText } from './mapping-text.ts'

const event = {
  id: 'evt_1',
  type: 'organization.directory.user_updated',
  label: 'Jane [x](y)',
  entityId: null
}
const hostile = '"a`b|c\\nd\u202e<b>"'
const mapping: Mapping = {
  resource: 'user',
  directory: { organizationId: 'org_1', organizationName: 'Acme', events: 1, since: 0 },
  provider: { guess: 'okta', evidence: [], chosen: null },
  fields: [
    {
      field: 'title',
      pointer: '/data/title',
      text: hostile,
      source: { pointer: '/data/raw_attributes/title', label: 'data.raw_attributes.title', text: hostile },
      alike: [],
      rule: 'inferred',
      ruleText: 'From title.',
      agreement: 'equal',
      seen: null
    }
  ],
  unmapped: [
    {
      pointer: '/data/raw_attributes/ims',
      label: 'data.raw_attributes.ims',
      text: '"line\nbreak"',
      reason: 'No field takes it.'
    }
  ],
  more: { fields: 0, unmapped: 0, isCut: false },
  news: []
}

test('a value neither ends its cell nor leaves its code in Markdown', () => {
  const text = mappingAsMarkdown(event, mapping)
  const row = text.split('\n').find((line) => line.includes('From title'))!
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(4)
  expect(row).toContain('``"a`b\\|c\\nd\\u202E<b>"``')
  expect(text).toContain('### Attribute mapping of Jane \\[x\\](y)')
  expect(text).toContain('1 field explained, 1 raw attribute reached no field.')
  expect(text).toContain('Okta (guessed)')
  expect(text).toContain('| `ims` | `"line\\nbreak"` | No field takes it. |')
})

test('as text, every attribute is one line', () => {
  const lines = mappingAsText(event, mapping).split('\n')
  expect(lines).toContain('ims = "line\\nbreak" (No field takes it.)')
  expect(lines.find((line) => line.startsWith('title = '))).toContain(
    ' ← title = "a`b|c\\nd\\u202E<b>" (equal; Inferred)'
  )
})

test('what is too much to be listed is counted', () => {
  const large = { ...mapping, more: { fields: 0, unmapped: 1_203, isCut: false } }
  for (const text of [mappingAsMarkdown(event, large), mappingAsText(event, large)]) {
    expect(text).toContain('1,204 raw attributes reached no field.')
    expect(text.trimEnd()).toMatch(/\n1,203 further raw attributes are not listed\.$/)
  }
})
