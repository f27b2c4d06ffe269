import { MASK } from '#shared/redaction/masker.ts'
import { notify } from './notify.ts'

/** Copies a text and says so; says what to do instead where the browser does not allow it. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notify.done(text.includes(MASK) ? `Copied ${what}, with sensitive values masked` : `Copied ${what}`)
  } catch {
    notify.failed(
      `Could not copy ${what}`,
      'The browser refused access to the clipboard. Select the text and copy it by hand.'
    )
  }
}
