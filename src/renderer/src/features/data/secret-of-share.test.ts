import { expect, test } from 'vitest'
import { secretOfShare } from './secret-of-share.ts'

const of = (text: string) => secretOfShare(new Blob([text]))

test('reads the secret that a share states in its first line', async () => {
  const head = { format: 'webhook-inspector', version: 1, share: { note: '…', secret: 'whsec_c2hhcmU=' } }
  expect(await of(`${JSON.stringify(head)}\n{"id":"del_1"}\n`)).toBe('whsec_c2hhcmU=')
})

test.each(['', 'no JSON', 'null', '{"format":"webhook-inspector","version":1}', '{"share":{"secret":7}}'])(
  'finds none in %j',
  async (text) => {
    expect(await of(text)).toBeNull()
  }
)
