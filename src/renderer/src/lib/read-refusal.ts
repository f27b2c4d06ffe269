interface Refusal {
  /** The field of the input that it is about; null where it is about the whole. */
  readonly field: string | null
  readonly text: string
}

/** Takes a refused input apart: the core names the command and the field, which a form shows by their place. */
export function readRefusal(message: string): Refusal {
  const rest = /^[\w.]+ cannot take this input\. (.+)$/s.exec(message)?.[1]
  if (rest === undefined) return { field: null, text: message }
  const [, field, text] = /^(\w+)(?:\.\w+)*: ([^;]+)/.exec(rest) ?? []
  return field !== undefined && text !== undefined ? { field, text } : { field: null, text: rest }
}
