import { Fragment } from 'react'
import { spellOutBidi } from '../../lib/bidi.ts'
import styles from './changes.module.css'

/** A path that breaks between its steps before it breaks within one. */
export function PathText({ label, pointer }: { readonly label: string; readonly pointer: string }) {
  const steps = (spellOutBidi(label) || 'the whole document').split(/(?<=[.\]])/)
  return (
    <code className={styles['path']} title={pointer}>
      <bdi>
        {steps.map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps repeat and never move
          <Fragment key={index}>
            {step}
            <wbr />
          </Fragment>
        ))}
      </bdi>
    </code>
  )
}
