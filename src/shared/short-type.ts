/** A type name without the namespace that most of them share, unless only a bare verb would be left. */
export const shortType = (type: string): string => type.replace(/^(?:organization|scalekit)\.(?=\w+[._])/, '')
