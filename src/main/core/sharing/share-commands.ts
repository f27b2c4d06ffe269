import type { Call } from '../commands.ts'
import { createCopies, type CopyParts } from './copies.ts'
import { readSensitivePaths } from './sensitive-paths.ts'
import { createPreview, createShareExport, type ShareParts } from './share-pieces.ts'

/** Events to be used elsewhere. */
export interface ShareCommands {
  readonly copy: Call<'copies.make'>
  readonly sensitivePaths: Call<'share.sensitivePaths'>
  readonly preview: Call<'share.preview'>
  readonly export: Call<'share.export'>
}

export const createShareCommands = (parts: CopyParts & ShareParts): ShareCommands => ({
  copy: createCopies(parts),
  sensitivePaths: async () => ({
    rows: [...(await readSensitivePaths())].map(([type, paths]) => ({ type, paths: [...paths] }))
  }),
  preview: createPreview(parts),
  export: createShareExport(parts)
})
