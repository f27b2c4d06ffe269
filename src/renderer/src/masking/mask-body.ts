import { createMasker, type SensitivePathList } from '#shared/redaction/masker.ts'
import type { ToMaskWorker } from './mask-messages.ts'

/** Longer texts are masked in a worker: the page would stand still over them. */
const hereLimit = 200_000

/** A payload with its sensitive values masked. */
export const maskBody = (text: string, paths: SensitivePathList): Promise<string> =>
  text.length <= hereLimit ? Promise.resolve(createMasker(paths).body(text)) : maskApart({ text, paths })

async function maskApart(task: ToMaskWorker): Promise<string> {
  const worker = new Worker(new URL('./mask-worker.ts', import.meta.url), { type: 'module' })
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  worker.addEventListener('message', ({ data }: MessageEvent<string>) => resolve(data))
  worker.addEventListener('error', () =>
    reject(new Error('The body could not be masked, so it is not shown.'))
  )
  worker.postMessage(task)
  try {
    return await promise
  } finally {
    worker.terminate()
  }
}
