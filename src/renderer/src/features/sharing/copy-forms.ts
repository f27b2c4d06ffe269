import type { CommandOutput } from '#shared/contract.ts'
import type { CopyForm } from '#shared/share-models.ts'
import type { Client } from '../../client/client.ts'
import { notify } from '../../components/notify.ts'
import { saveFile } from '../../lib/save-file.ts'

interface Form {
  readonly form: CopyForm
  readonly text: string
  /** What it is for or needs, in a few words. */
  readonly needs: string
}

/** The forms by how they are signed. None of them holds a secret. */
export const copyGroups: readonly { readonly text: string; readonly forms: readonly Form[] }[] = [
  {
    text: 'Signed now, good for five minutes',
    forms: [
      { form: 'curl', text: 'curl', needs: 'for a shell' },
      { form: 'http', text: 'HTTP file', needs: 'for an editor' }
    ]
  },
  {
    text: 'Signs by itself, with $SCALEKIT_WEBHOOK_SECRET',
    forms: [
      { form: 'curlScript', text: 'Shell script', needs: 'curl, openssl' },
      { form: 'fetch', text: 'fetch for Node.js', needs: 'no packages' },
      { form: 'vitest', text: 'Vitest test', needs: 'calls your running app' },
      { form: 'jest', text: 'Jest test', needs: 'calls your running app' },
      { form: 'pytest', text: 'pytest test', needs: 'calls your running app' }
    ]
  }
]

/** One outcome at a time. */
const toastId = 'copy-as'

/** Copies an event as something that sends it, says what to know about that, and offers it as a file. */
export async function copyEventAs(
  client: Client,
  eventId: string,
  { form, text: name }: Form
): Promise<void> {
  let copy: CommandOutput<'copies.make'> | null = null
  const isMade = await notify.whenFailed(
    `Could not write the event as ${name}`,
    async () => {
      copy = await client.call('copies.make', { eventId, form })
    },
    toastId
  )
  if (isMade && copy !== null) await offer(copy, name)
}

async function offer({ text, fileName, note }: CommandOutput<'copies.make'>, name: string): Promise<void> {
  const asFile = {
    text: `Save as ${fileName}`,
    run: () => saveFile(new Blob([text], { type: 'text/plain' }), fileName)
  }
  try {
    await navigator.clipboard.writeText(text)
    notify.done(`Copied as ${name}`, note ?? undefined, asFile, toastId)
  } catch {
    notify.failed(
      `Could not copy as ${name}`,
      'The browser refused access to the clipboard. Save it as a file instead.',
      asFile,
      toastId
    )
  }
}
