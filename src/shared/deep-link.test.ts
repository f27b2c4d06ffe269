import { expect, test } from 'vitest'
import { linkTo, readLink } from '#shared/deep-link.ts'

test('a link leads back to the id that it was made of', () => {
  expect(linkTo('evt_1')).toBe('webhook-inspector://event/evt_1')
  expect(linkTo('del_42')).toBe('webhook-inspector://delivery/del_42')
  for (const id of ['evt_1', 'del_42', 'msg_2b/../x', 'a?b#c&d', 'ünï', "it's(*)!", '%2e%2e'])
    expect(readLink(linkTo(id)), id).toBe(id)
})

test('a link is read as systems hand it over, with a slash at the end and in capitals', () => {
  expect(readLink('WEBHOOK-INSPECTOR://Event/evt_1/')).toBe('evt_1')
})

test('whatever is no link of this form names nothing', () => {
  for (const text of [
    '',
    'evt_1',
    'https://example.com/event/evt_1',
    'webhook-inspector:event/evt_1',
    'webhook-inspector://event/',
    'webhook-inspector://event/evt_1/payload',
    'webhook-inspector://event/evt_1?tab=payload',
    'webhook-inspector://event/evt_1#x',
    'webhook-inspector://event/evt_1 --inspect',
    'webhook-inspector://event/evt_1\n',
    'webhook-inspector://event/%0a',
    'webhook-inspector://event/%00',
    'webhook-inspector://event/a%20b',
    'webhook-inspector://event/%e2%80%ae',
    'webhook-inspector://event/%zz',
    'webhook-inspector://event/del_42',
    'webhook-inspector://delivery/evt_1',
    'webhook-inspector://delivery/del_0',
    'webhook-inspector://settings/evt_1',
    'webhook-inspector://user@event/evt_1',
    `webhook-inspector://event/${'a'.repeat(501)}`,
    `webhook-inspector://event/${'a'.repeat(100_000)}`
  ])
    expect(readLink(text), text.slice(0, 60)).toBeNull()
})
