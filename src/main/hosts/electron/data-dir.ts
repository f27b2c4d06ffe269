import { resolve } from 'node:path'
import type { App } from 'electron'
import { AppError } from '#shared/errors.ts'
import { makeDirectory } from '../../core/make-directory.ts'

/**
 * Settles where everything rests: the folder asked for, else the one Electron keeps for the app. Electron's own
 * files go there too, so that its single instance lock guards exactly that folder. Call it before Electron is ready.
 */
export function useDataDir(app: Pick<App, 'setPath' | 'getPath'>, asked: string | null): string {
  if (asked === null) return app.getPath('userData')
  const dataDir = resolve(asked)
  try {
    makeDirectory(dataDir)
  } catch (error) {
    throw new AppError('unavailable', `The data folder ${dataDir} cannot be created. Choose another one.`, {
      cause: error
    })
  }
  app.setPath('userData', dataDir)
  return dataDir
}
