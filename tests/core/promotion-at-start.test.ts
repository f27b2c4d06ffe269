import { expect, it } from 'vitest'
import { createPromotion } from '../../src/main/core/signatures/promote.ts'
import { loadScalekitVerifier } from '../../src/main/core/signatures/scalekit.ts'
import { captured } from '../support/captured.ts'
import { directStore } from '../support/direct-store.ts'
import { SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempStore } from '../support/temp-store.ts'

it('leaves what a secret explains that is added meanwhile to whoever added it, who is told how much that was', async () => {
  const temp = openTempStore()
  const { headers, body } = signed(userEvent())
  temp.operations.capture([
    captured(body, {
      receivedAt: Date.now(),
      headers: Object.entries(headers),
      webhookId: headers['webhook-id']!,
      verdict: 'unchecked',
      reasonCode: 'no_secret',
      secretId: null
    })
  ])
  const secret = {
    id: 'sec_1',
    label: 'New',
    lastFour: '1234',
    value: SECRET,
    endpointId: 'ep_1',
    sample: false
  }
  const known: (typeof secret)[] = []
  const { promote, settled } = createPromotion({
    store: directStore(temp.operations),
    secrets: { ofUser: () => [...known] },
    verifier: loadScalekitVerifier,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    signal: new AbortController().signal,
    painted: Promise.resolve()
  })
  known.push(secret)
  await settled
  expect(await promote('ep_1')).toBe(1)
  temp.close()
})
