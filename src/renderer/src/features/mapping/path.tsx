import { Fragment } from 'react'

/** A path that breaks between its steps before it breaks within one. */
export function Path({ text }: { readonly text: string }) {
  return text.split(/(?<=[.\]_])/).map((step, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- steps repeat and never move
    <Fragment key={index}>
      {step}
      <wbr />
    </Fragment>
  ))
}
