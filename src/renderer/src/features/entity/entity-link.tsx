import { spellOutBidi } from '../../lib/bidi.ts'
import { PathText } from '../../components/path-text.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import styles from './entity.module.css'

interface EntityLinkProps {
  readonly id: string
  readonly name: string
  /** The event that its page stands at; null for the latest. */
  readonly at?: string | null
  /** Looks like the title that it is. */
  readonly isTitle?: boolean
  /** -1 within rows that the arrow keys move over. */
  readonly tabIndex?: number
}

/** The name of an entity; it leads to its page. */
export function EntityLink({ id, at = null, isTitle = false, tabIndex, ...rest }: EntityLinkProps) {
  const name = spellOutBidi(rest.name)
  const { selection } = useAppState()
  return (
    <button
      type="button"
      className={classNames(styles['link'], isTitle && styles['titleLink'])}
      title={`History of ${name}`}
      tabIndex={tabIndex}
      onClick={() => selection.openEntity(id, at)}
    >
      <PathText text={name} />
    </button>
  )
}
