import type { SensitivePathList } from '#shared/redaction/masker.ts'

/** A payload to be masked beside the page, with all that this needs. */
export interface ToMaskWorker {
  readonly text: string
  readonly paths: SensitivePathList
}
