import { expect, test } from 'vitest'
import { parseQuery } from '#shared/query/parse-query.ts'
import { suggest, suggestNext, type Known } from './filter-suggestions.ts'

const known: Known = {
  types: [
    { value: 'organization.directory.user_created', count: 9 },
    { value: 'user.login', count: 2 }
  ],
  organizations: [{ value: 'Acme "East"', detail: 'org_1' }],
  endpoints: ['Main'],
  recent: ['is:starred', 'org:acme']
}
/** The bar stands for the caret. */
const shown = (marked: string) => suggestAt(marked).map((one) => one.shown)
function suggestAt(marked: string) {
  const caret = marked.indexOf('|')
  return suggest(marked.replace('|', ''), caret, known)
}

test('an empty box offers what was used lately, and then every token', () => {
  expect(shown('|').slice(0, 4)).toEqual(['is:starred', 'org:acme', 'type:', 'action:'])
})

test('who clicks behind a whole term is offered what may follow it', () => {
  const next = (text: string, caret = text.length) => suggestNext(text, caret, known)
  expect(next('type:user.login')[0]).toMatchObject({ text: 'type:user.login type:', shown: 'type:' })
  expect(next('type:us').map((one) => one.shown)).toEqual([
    'type:organization.directory.user_created',
    'type:user.login'
  ])
  expect(next('type:user.login', 8)[0]).toMatchObject({ shown: 'type:organization.directory.user_created' })
})

test('a word offers the tokens that begin with it, also after a dash', () => {
  expect(shown('ada -ty|')).toEqual(['type:'])
  expect(suggestAt('ada -ty|')[0]).toMatchObject({ text: 'ada -type:', caret: 10, isOpen: true })
})

test('a token offers its values, found by any part, and writes them so that they read', () => {
  expect(shown('type:crea|')).toEqual(['type:organization.directory.user_created'])
  expect(suggestAt('x org:ac| is:late')[0]).toMatchObject({
    text: 'x org:"Acme \\"East\\"" is:late',
    detail: 'org_1',
    isOpen: false
  })
  expect(shown('org:org_1|')).toEqual(['org:"Acme \\"East\\""'])
  expect(shown('provider:micro|')).toEqual(['provider:entra'])
  expect(shown('after:to|')).toEqual(['after:today'])
})

test('a word that is a value of something is offered as that', () => {
  expect(shown('starr|')).toEqual(['is:starred'])
  expect(shown('acme|')).toEqual(['org:"Acme \\"East\\""'])
})

test('nothing is offered within quotes, nor where all is written', () => {
  expect(shown('"ada lo|')).toEqual([])
  expect(shown('is:starred|')).toEqual([])
})

test('whatever is offered to the end of a filter reads', () => {
  for (const text of [
    '|',
    'a|',
    'is:|',
    'org:|',
    'status:|',
    'after:|',
    'type:|',
    '-has:|',
    'action:|',
    'endpoint:|'
  ])
    for (const { text: whole, isOpen } of suggestAt(text))
      if (!isOpen) expect(parseQuery(whole, 0)).toMatchObject({ ok: true })
})
