import type { Call } from '../commands.ts'
import { createCopies, type CopyParts } from './copies.ts'
import { createPreview, createShareExport, type ShareParts } from './share-pieces.ts'

/** Events to be used elsewhere. */
export interface ShareCommands {
  readonly copy: Call<'copies.make'>
  readonly preview: Call<'share.preview'>
  readonly export: Call<'share.export'>
}

export const createShareCommands = (parts: CopyParts & ShareParts): ShareCommands => ({
  copy: createCopies(parts),
  preview: createPreview(parts),
  export: createShareExport(parts)
})
