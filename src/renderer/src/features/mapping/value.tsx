import { classNames } from '../../lib/class-names.ts'
import { spellOutBidi } from '../../lib/bidi.ts'
import styles from './mapping.module.css'

/** A value as JSON writes it, so that the text "true" can be told from the word. */
export function Value({ text }: { readonly text: string }) {
  return (
    <bdi className={classNames(styles['value'], styles[kindOf(text)])} title={text}>
      <code>{spellOutBidi(text)}</code>
    </bdi>
  )
}

function kindOf(text: string): 'text' | 'number' | 'word' | 'whole' {
  if (text.startsWith('"')) return 'text'
  if (/^[-\d]/.test(text)) return 'number'
  return /^[{[]/.test(text) ? 'whole' : 'word'
}
