import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ngrokConfigFiles } from '../../src/main/core/authtoken/config-files.ts'
import type { CoreOptions } from '../../src/main/core/options.ts'
import type { Log } from '../../src/main/core/ports.ts'
import { createFileVault } from '../../src/main/hosts/browser/vault.ts'
import { createKeychainVault } from '../../src/main/hosts/electron/vault.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { createTempDir } from '../support/temp-dir.ts'

let temp: TempCore | null = null
afterEach(async () => {
  await temp?.close()
  temp = null
})
const open = async (...given: Parameters<typeof openTempCore>) => (temp = await openTempCore(...given))
const send = async (secret: string, kind: 'webhook' | 'interceptor' = 'webhook') =>
  (await post(await temp!.receiverUrl(), signed(userEvent(), { secret, kind }))).status
const rowOf = async (id: string) =>
  (await temp!.core.secrets.list({})).rows.find((row) => row.id === id) ?? null
const listed = async (secretId: string) => (await temp!.core.deliveries.list({ secretId, limit: 500 })).rows

describe('what a secret has verified', () => {
  it('is counted and listed, newest first, webhooks and interceptor calls alike', async () => {
    const { core } = await open()
    const { secret } = await core.secrets.add({ kind: 'signing', value: SECRET })
    expect(secret).toMatchObject({ verified: 0, lastVerifiedAt: null })
    expect(await listed(secret.id)).toEqual([])
    await send(SECRET)
    await send(SECRET, 'interceptor')
    await send(OTHER_SECRET)
    await core.samples.send({ type: 'user.login' })
    const rows = await listed(secret.id)
    expect(rows.map((row) => row.kind)).toEqual(['interceptor', 'webhook'])
    expect(await rowOf(secret.id)).toMatchObject({ verified: 2, lastVerifiedAt: rows[0]!.receivedAt })
    const ofKind = await core.deliveries.list({ secretId: secret.id, kind: 'webhook', limit: 1 })
    expect(ofKind.rows).toEqual([rows[1]])
    const rejected = await core.deliveries.list({ secretId: secret.id, verdict: 'rejected', limit: 9 })
    expect(rejected.rows).toEqual([])
    const first = await core.deliveries.list({ secretId: secret.id, limit: 1 })
    const second = await core.deliveries.list({ secretId: secret.id, limit: 1, before: first.next! })
    expect([...first.rows, ...second.rows]).toEqual(rows)
    expect((await core.deliveries.list({ secretId: 'sec_none', limit: 9 })).rows).toEqual([])
  })

  it('includes what waited for it, and is announced', async () => {
    const { core } = await open()
    await send(SECRET)
    await send(SECRET)
    const announced: number[] = []
    core.onAnnouncement((name, payload) => {
      if (name === 'secrets.changed' && 'rows' in payload)
        announced.push(...payload.rows.map((row) => ('verified' in row ? row.verified : -1)))
    })
    const added = await core.secrets.add({ kind: 'signing', value: SECRET })
    expect(added).toMatchObject({ promoted: 2, secret: { verified: 2 } })
    await expect.poll(() => announced.at(-1)).toBe(2)
    await send(SECRET)
    await expect.poll(() => announced.at(-1)).toBe(3)
  })

  it('goes with what is deleted, and comes back with it', async () => {
    const { core } = await open()
    const { secret } = await core.secrets.add({ kind: 'signing', value: SECRET })
    await send(SECRET)
    await send(SECRET)
    const [latest, first] = await listed(secret.id)
    const { deletionId } = await core.events.delete({ ids: [latest!.eventId!] })
    expect(await rowOf(secret.id)).toMatchObject({ verified: 1, lastVerifiedAt: first!.receivedAt })
    expect(await listed(secret.id)).toEqual([first])
    await core.deletions.undo({ deletionId })
    expect(await rowOf(secret.id)).toMatchObject({ verified: 2, lastVerifiedAt: latest!.receivedAt })
    expect(await listed(secret.id)).toEqual([latest, first])
  })

  it('is known of a secret of the command line in every run that has it', async () => {
    await open({ sessionSecrets: [OTHER_SECRET, SECRET, SECRET] })
    await send(SECRET)
    const before = (await temp!.core.secrets.list({})).rows
    expect(before.map((row) => row.verified)).toEqual([0, 1])
    temp = await temp!.reopen({ sessionSecrets: [SECRET] })
    await send(SECRET)
    const after = (await temp.core.secrets.list({})).rows
    expect(after).toMatchObject([{ id: before[1]!.id, origin: 'session', verified: 2 }])
    temp = await temp.reopen({ sessionSecrets: [OTHER_SECRET] })
    expect((await temp.core.secrets.list({})).rows).toMatchObject([{ id: before[0]!.id, verified: 0 }])
  })
})

it('is rotated: the old secret verifies until it is removed, and what it verified stays so', async () => {
  const { core } = await open()
  const old = (await core.secrets.add({ kind: 'signing', value: SECRET })).secret
  await send(SECRET)
  const next = (await core.secrets.add({ kind: 'signing', value: OTHER_SECRET })).secret
  expect([await send(SECRET), await send(OTHER_SECRET)]).toEqual([200, 200])
  expect([(await rowOf(old.id))?.verified, (await rowOf(next.id))?.verified]).toEqual([2, 1])
  const { rows } = await core.secrets.remove({ id: old.id })
  expect(rows).toEqual([await rowOf(next.id)])
  expect([await send(SECRET), await send(OTHER_SECRET)]).toEqual([401, 200])
  expect(await core.stats.summary({})).toMatchObject({ verified: 4, rejected: 1 })
  expect((await listed(old.id)).map((row) => row.verdict)).toEqual(['verified', 'verified'])
  const { delivery } = await core.events.get({ id: (await listed(old.id))[0]!.eventId! })
  expect(delivery).toMatchObject({ verdict: 'verified', secret: null })
})

describe('an authtoken', () => {
  const OWN = '2ownTOKEN_abcdefgh'
  const home = createTempDir()
  const files = ngrokConfigFiles('linux', {}, home.path)
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const ngrok = (change: Partial<CoreOptions['ngrok']>): Pick<CoreOptions, 'ngrok'> => ({
    ngrok: {
      authtoken: null,
      configFiles: files,
      domain: null,
      connectUrl: null,
      connectCas: null,
      ...change
    }
  })
  afterEach(() => home.remove())

  it('is found in the environment and in the settings of ngrok, and imported, without being told', async () => {
    const lines: unknown[] = []
    const note = (...line: unknown[]) => void lines.push(line)
    const log: Log = { info: note, warn: note, error: note }
    write(files.at(-1)!, 'authtoken: 1oldTOKEN_ijklmnop\n')
    write(files[0]!, `version: 3\nagent:\n  authtoken: ${OWN}\n`)
    const { core } = await open(ngrok({ authtoken: `"2envTOKEN_qrstuvwx"` }), { log })
    const found = await core.authtoken.find({})
    expect(found).toEqual({
      found: [
        { from: 'environment', where: 'NGROK_AUTHTOKEN', lastFour: 'uvwx' },
        { from: 'configFile', where: files[0], lastFour: 'efgh' }
      ]
    })
    const imported = await core.authtoken.import({ from: 'configFile' })
    expect(imported.secret).toMatchObject({
      kind: 'ngrok',
      lastFour: 'efgh',
      origin: 'stored',
      endpointId: null
    })
    expect(await core.authtoken.import({ from: 'configFile' })).toEqual(imported)
    expect((await core.listening.status({})).authtoken).toBe('stored')
    const other = await core.authtoken.import({ from: 'environment' })
    expect(other.secret).toMatchObject({ lastFour: 'uvwx' })
    // Given again, it is the one in use again, and stored once.
    const again = await core.authtoken.import({ from: 'configFile' })
    expect(again.secret.lastFour).toBe(imported.secret.lastFour)
    const tokens = (await core.secrets.list({})).rows.filter((row) => row.kind === 'ngrok')
    expect(tokens.map((row) => row.id)).toEqual([other.secret.id, again.secret.id])
    expect(JSON.stringify([lines, found, imported, other])).not.toContain('TOKEN_')
  })

  it('is looked for in the older place where the newer has none, and read at no other time', async () => {
    const { core } = await open(ngrok({}))
    expect(await core.authtoken.find({})).toEqual({ found: [] })
    write(files[0]!, 'version: 3\n')
    write(files.at(-1)!, `authtoken: ${OWN}\n`)
    expect((await core.listening.status({})).authtoken).toBeNull()
    expect((await core.authtoken.find({})).found).toMatchObject([{ where: files.at(-1), lastFour: 'efgh' }])
  })

  it('that cannot be had is a sentence', async () => {
    const { core } = await open(ngrok({}))
    const message = (from: 'environment' | 'configFile') =>
      core.authtoken.import({ from }).catch((error: Error) => error.message)
    expect(await message('environment')).toContain('was not set')
    expect(await message('configFile')).toContain('hold no authtoken')
    write(files[0]!, `authtoken: "${OWN}\n`)
    expect(await core.authtoken.find({})).toEqual({ found: [] })
    expect(await message('configFile')).toContain('not valid YAML')
    expect((await core.secrets.list({})).rows).toEqual([])
  })
})

describe('API credentials', () => {
  it('say what of them is missing', async () => {
    const { core } = await open()
    const missing = async () => (await core.credentials.test({})).message
    expect(await missing()).toContain(
      'the environment URL and the client id and the client secret are missing'
    )
    await core.settings.set({ scalekitEnvironmentUrl: 'acme.scalekit.dev', scalekitClientId: 'skc_1' })
    expect(await missing()).toContain('the client secret is missing')
  })

  it('are taken from a whole .env file, which says what was taken', async () => {
    const { core } = await open()
    const { secret, notes } = await core.secrets.add({
      kind: 'scalekit',
      value:
        '# Scalekit\nSCALEKIT_ENV_URL="https://acme.scalekit.dev/"\nSCALEKIT_CLIENT_ID=skc_42\nexport SCALEKIT_CLIENT_SECRET=test_clientSecret9\n'
    })
    expect(secret).toMatchObject({ kind: 'scalekit', label: 'Scalekit client secret', lastFour: 'ret9' })
    expect(notes).toEqual([
      'Only SCALEKIT_CLIENT_SECRET was taken from it.',
      'The environment URL in it was taken too.',
      'The client id in it was taken too.'
    ])
    expect(await core.settings.get({})).toMatchObject({
      scalekitEnvironmentUrl: 'https://acme.scalekit.dev',
      scalekitClientId: 'skc_42'
    })
  })

  it('are refused whole where a part of them is wrong', async () => {
    const { core } = await open()
    const before = await core.settings.get({})
    for (const [value, sentence] of [
      ['SCALEKIT_ENV_URL=https://acme.scalekit.dev\nSCALEKIT_CLIENT_ID=skc_42', 'more than one word'],
      [
        'SCALEKIT_ENV_URL=http://acme.scalekit.dev\nSCALEKIT_CLIENT_SECRET=test_1',
        'must begin with https://'
      ],
      ['SCALEKIT_CLIENT_ID=skc_42\nSCALEKIT_CLIENT_SECRET=skc_42', 'is the client id'],
      [SECRET, 'is a signing secret']
    ] as const) {
      await expect(core.secrets.add({ kind: 'scalekit', value }), value).rejects.toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining(sentence)
      })
    }
    expect(await core.settings.get({})).toEqual(before)
    expect((await core.secrets.list({})).rows).toEqual([])
  })
})

it('settings are refused whole where a part of them is wrong, also once it is tidied', async () => {
  const { core } = await open()
  await core.settings.set({ scalekitClientId: 'skc_keep' })
  const before = await core.settings.get({})
  for (const change of [
    { theme: 'dark' as const, ownPublicUrl: `https://${'ü'.repeat(1_995)}.example` },
    { theme: 'dark' as const, scalekitClientId: 'x'.repeat(300) },
    { theme: 'dark' as const, ownPublicUrl: 'ftp://x.example' }
  ]) {
    await expect(core.settings.set(change)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await core.settings.get({})).toEqual(before)
  }
  expect(await core.settings.set({ ownPublicUrl: '', scalekitEnvironmentUrl: ' ' })).toMatchObject({
    ownPublicUrl: null,
    scalekitEnvironmentUrl: null
  })
  const names = `SCALEKIT_CLIENT_ID=${'x'.repeat(300)}\nSCALEKIT_CLIENT_SECRET=test_of_some_length`
  await expect(core.secrets.add({ kind: 'scalekit', value: names })).rejects.toMatchObject({
    code: 'invalid_input'
  })
  expect((await core.secrets.list({})).rows).toEqual([])
  expect((await core.settings.get({})).scalekitClientId).toBe('skc_keep')
})

describe('the vault', () => {
  it('says on a Linux without a keyring that secrets lie open', async () => {
    const vault = createKeychainVault(
      {
        isAsyncEncryptionAvailable: () => Promise.resolve(true),
        getSelectedStorageBackend: () => 'basic_text',
        encryptStringAsync: (text) => Promise.resolve(Buffer.from(text)),
        decryptStringAsync: (sealed) => Promise.resolve({ result: sealed.toString(), shouldReEncrypt: false })
      },
      'linux'
    )
    const { core } = await open({}, { vault })
    const info = await core.info({})
    expect(info.vault).toMatchObject({
      secure: false,
      note: expect.stringContaining('any program of yours can read')
    })
  })

  it('keeps every kind of secret sealed on disk, and has it after a restart', async () => {
    const dir = createTempDir()
    await open({}, { vault: createFileVault(dir.path) }, dir)
    const values = {
      signing: SECRET,
      ngrok: '2abcAUTHTOKENxyz_1234',
      scalekit: 'test_clientSecret99'
    } as const
    for (const kind of ['signing', 'ngrok', 'scalekit'] as const) {
      await temp!.core.secrets.add({ kind, value: values[kind] })
    }
    temp = await temp!.reopen()
    const { rows } = await temp.core.secrets.list({})
    expect(rows).toHaveLength(3)
    for (const { usable } of rows) expect(usable).toBe(true)
    for (const name of readdirSync(dir.path)) {
      const bytes = readFileSync(`${dir.path}/${name}`).toString('latin1')
      for (const value of Object.values(values)) expect(bytes, name).not.toContain(value.slice(6))
    }
  })
})
