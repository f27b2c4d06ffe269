import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { Vault } from '../../core/ports.ts'

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals under a key in a file of its own, which only its owner can read. That keeps secrets out of a database
 * that is copied or shared, and no more: who can read the whole folder can open them.
 */
export function createFileVault(dataDir: string): Vault {
  const keyFile = join(dataDir, 'vault.key')
  return {
    describe: async () => ({
      kind: 'key file',
      secure: false,
      note:
        `Secrets are encrypted, with the key beside them in ${keyFile}. Keep others out of this folder, ` +
        'or use the desktop app, which keeps secrets in the keychain of the system.'
    }),
    async seal(text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, (await readKey(keyFile)) ?? (await createKey(keyFile)), iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed])
    },
    async open(sealed) {
      const key = await readKey(keyFile)
      if (key === null) {
        throw new AppError('unavailable', `${keyFile} is gone. Put it back, or add your secrets again.`)
      }
      try {
        const iv = sealed.subarray(0, IV_BYTES)
        const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
        decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        const opened = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES))
        return Buffer.concat([opened, decipher.final()]).toString('utf8')
      } catch (cause) {
        const sentence = 'This secret was sealed with another key. Remove it and add it again.'
        throw new AppError('unavailable', sentence, { cause })
      }
    }
  }
}

async function readKey(file: string): Promise<Buffer | null> {
  const key = await readFile(file).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  })
  if (key === null || key.length === KEY_BYTES) return key
  throw new AppError(
    'unavailable',
    `${file} is damaged. Put the right one back, or delete it and add your secrets again.`
  )
}

/** Writes the key aside and links it into place: it is there whole or not at all, and one that is there stays. */
async function createKey(file: string): Promise<Buffer> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(randomBytes(KEY_BYTES))
    await handle.sync()
    await link(draft, file).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error
    })
  } finally {
    await handle.close()
    await unlink(draft)
  }
  return readFile(file)
}

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
