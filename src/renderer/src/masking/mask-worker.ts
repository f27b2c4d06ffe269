import { createMasker } from '#shared/redaction/masker.ts'
import type { ToMaskWorker } from './mask-messages.ts'

/** Masks one large payload beside the page. */
self.addEventListener('message', ({ data }: MessageEvent<ToMaskWorker>) =>
  self.postMessage(createMasker(data.paths).body(data.text))
)
