/** A type name without the namespace that most of them share; the whole name where that leaves nothing. */
export const shortType = (type: string): string => type.replace(/^(?:organization|scalekit)\.(?=.)/, '')
