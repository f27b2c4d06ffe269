import type { CommandOutput } from '#shared/contract.ts'
import type { CopyForm } from '#shared/share-models.ts'
import type { Client } from '../../client/client.ts'
import { notify } from '../../components/notify.ts'
import { saveFile } from '../../lib/save-file.ts'

interface Form {
  readonly form: CopyForm
  readonly text: string
  /** What it is and what it needs. */
  readonly needs: string
}

export const copyForms: readonly Form[] = [
  { form: 'curl', text: 'curl', needs: 'Signed now, good for five minutes' },
  {
    form: 'curlScript',
    text: 'Shell script',
    needs: 'Signs by itself with curl and openssl'
  },
  { form: 'fetch', text: 'fetch for Node.js', needs: 'Signs by itself, no packages' },
  { form: 'vitest', text: 'Vitest test', needs: 'Signs by itself; calls your running app' },
  { form: 'jest', text: 'Jest test', needs: 'Signs by itself; calls your running app' },
  { form: 'pytest', text: 'pytest test', needs: 'Signs by itself; calls your running app' },
  { form: 'http', text: 'HTTP file', needs: 'For editors; signed now, good for five minutes' }
]

export const secretNote =
  'What signs by itself reads the secret from $SCALEKIT_WEBHOOK_SECRET. No secret is in what is copied.'

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
