import { describe, expect, it } from 'vitest'
import { parseJsonText, toJsonText } from '#shared/json-text.ts'
import { diffJson } from './diff-json.ts'
import { rowsBetween } from '../../../tests/support/diff-rows.ts'
import { printJsonPatch, toJsonPatch } from './json-patch.ts'

const patchText = (before: string, after: string): string => {
  const rows = diffJson(parseJsonText(before), parseJsonText(after)).rows.map((row) => ({
    ...row,
    beforeText: row.before && toJsonText(row.before),
    afterText: row.after && toJsonText(row.after)
  }))
  return toJsonText(toJsonPatch(rows)).replaceAll(/\s*\n\s*/g, ' ')
}

describe('toJsonPatch', () => {
  it.each([
    ['nothing', '{"a":[1,2]}', '{"a":[2,1]}', '[]'],
    ['the whole document', '1', '2.50', '[ { "op": "replace", "path": "", "value": 2.50 } ]'],
    [
      'numbers to the last digit',
      '{"n":9007199254740993}',
      '{"n":9007199254740995}',
      '[ { "op": "replace", "path": "/n", "value": 9007199254740995 } ]'
    ],
    [
      'additions to an array at its end, and removals from the last one on',
      '{"a":["x","y","z"]}',
      '{"a":["n","y","m"]}',
      '[ { "op": "add", "path": "/a/-", "value": "n" }, { "op": "add", "path": "/a/-", "value": "m" }, { "op": "remove", "path": "/a/2" }, { "op": "remove", "path": "/a/0" } ]'
    ],
    [
      'what is inside a renamed member before the member itself',
      '{"Name":{"a/b":1,"c~d":2},"x":1}',
      '{"x":1,"name":{"c~d":3}}',
      '[ { "op": "replace", "path": "/Name/c~0d", "value": 3 }, { "op": "remove", "path": "/Name/a~1b" }, { "op": "move", "from": "/Name", "path": "/name" } ]'
    ],
    [
      'an attribute that moved to an extension',
      '{"t":"x","urn:y":{}}',
      '{"urn:y":{"t":"x"}}',
      '[ { "op": "move", "from": "/t", "path": "/urn:y/t" } ]'
    ],
    [
      'a member that moved between lists, without shifting those behind it too early',
      '{"m":[{"id":1},{"id":2,"n":1}],"o":[]}',
      '{"m":[{"id":2,"n":5}],"o":[{"id":1}]}',
      '[ { "op": "replace", "path": "/m/1/n", "value": 5 }, { "op": "copy", "from": "/m/0", "path": "/o/-" }, { "op": "remove", "path": "/m/0" } ]'
    ],
    [
      'null and missing as they are',
      '{"a":null,"c":[]}',
      '{"b":null,"c":null}',
      '[ { "op": "add", "path": "/b", "value": null }, { "op": "replace", "path": "/c", "value": null }, { "op": "remove", "path": "/a" } ]'
    ]
  ])('writes %s', (_what, before, after, patch) => {
    expect(patchText(before, after)).toBe(patch)
  })
})

describe('printJsonPatch', () => {
  const rows = rowsBetween(parseJsonText('{"a":"x"}'), parseJsonText('{"a":"\u202Ey\\nz"}'))

  it('prints what any reader takes for the same patch, without characters that reorder it', () => {
    const printed = printJsonPatch(rows, [])
    expect(printed).toEqual({
      ok: true,
      text: '[\n  {\n    "op": "replace",\n    "path": "/a",\n    "value": "\\u202Ey\\nz"\n  }\n]\n'
    })
    expect(printed.ok && JSON.parse(printed.text)).toEqual([
      { op: 'replace', path: '/a', value: '\u202Ey\nz' }
    ])
  })

  it('refuses where names come twice, and says so', () => {
    expect(
      printJsonPatch(rows, ['The later body has the name "a" 2 times in its outermost object.'])
    ).toEqual({
      ok: false,
      reason:
        'A JSON Patch cannot tell members of the same name apart. The later body has the name "a" 2 times in its outermost object. Copy the changes as text or Markdown instead.'
    })
  })
})
