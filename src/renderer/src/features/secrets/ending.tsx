interface EndingProps {
  readonly lastFour: string
  /** What leads to it. */
  readonly lead?: string
}

/** How a secret ends, after a space; nothing for one that is too short to show any of it. */
export function Ending({ lastFour, lead = ' ' }: EndingProps) {
  if (lastFour === '') return null
  return (
    <>
      {lead}
      <code>…{lastFour}</code>
    </>
  )
}
