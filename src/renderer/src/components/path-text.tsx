import { Fragment } from 'react'
import { spellOutBidi } from '../lib/bidi.ts'

/** After a dot, but not within a number such as a version. */
const stepEnds = /(?<=[.\]_@])(?!\d)/

/** A foreign path, or a name that may be an address, that breaks between its steps before it breaks within one. */
export function PathText({ text }: { readonly text: string }) {
  const steps = spellOutBidi(text).split(stepEnds)
  return (
    <bdi>
      {steps.map((step, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- steps repeat and never move
        <Fragment key={index}>
          {step}
          <wbr />
        </Fragment>
      ))}
    </bdi>
  )
}
