import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AppError, messageOf } from '#shared/errors.ts'
import type { StartMessage } from './messages.ts'
import type { NgrokRequest } from './tunnel.ts'

/**
 * What the tunnel process is told for a request. Rejects with an `AppError` for what the SDK would take and then
 * fail on without a word of why: for it a bad address is an unreachable one, and a bad file an untrusted service.
 */
export async function prepareStart(
  request: NgrokRequest,
  client: Pick<StartMessage, 'version' | 'heartbeatSeconds'>
): Promise<StartMessage> {
  const { receiverUrl, domain, connectUrl } = request
  if (connectUrl !== null && !/^(\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/i.test(connectUrl)) {
    throw new AppError('invalid_input', `The ngrok connect URL must be HOST:PORT, but is “${connectUrl}”.`)
  }
  const connectCas = request.connectCas === null ? null : await readAuthorities(request.connectCas)
  const authtoken = request.authtoken.trim()
  return { type: 'start', receiverUrl, authtoken, domain, connectUrl, connectCas, ...client }
}

async function readAuthorities(file: string): Promise<string> {
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError('invalid_input', `The ngrok CA file ${file} cannot be read: ${messageOf(error)}.`, {
      cause: error
    })
  })
  try {
    void new X509Certificate(pem) // Throws on anything else.
    return pem
  } catch (error) {
    throw new AppError('invalid_input', `The ngrok CA file ${file} holds no PEM certificate.`, {
      cause: error
    })
  }
}
