import { join } from 'node:path'
import type { Session } from 'electron'
import type { SavedFile } from '#shared/app-models.ts'

const outcomes = { completed: 'saved', cancelled: 'cancelled', interrupted: 'failed' } as const

const filters: Readonly<Record<string, string>> = {
  ndjson: 'Deliveries, one JSON text per line',
  txt: 'Text',
  html: 'Web page',
  md: 'Markdown',
  json: 'JSON'
}

/**
 * What the page saves goes through the system's own dialog, and the page hears how that ended. It saves what it made
 * itself and nothing else: any other download is refused.
 */
export function askWhereToSave(
  session: Pick<Session, 'on'>,
  folder: string,
  tell: (saved: SavedFile) => void
): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith('blob:')) return event.preventDefault()
    const name = item.getFilename()
    const extension = name.split('.').at(-1) ?? ''
    const known = filters[extension]
    item.setSaveDialogOptions({
      title: 'Save',
      defaultPath: join(folder, name),
      ...(known !== undefined && { filters: [{ name: known, extensions: [extension] }] })
    })
    item.once('done', (_event, state) =>
      tell({ name, outcome: outcomes[state], path: state === 'completed' ? item.getSavePath() : null })
    )
  })
}
