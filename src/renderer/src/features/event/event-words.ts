export const conflictText = 'The same id, another body: a later delivery said something else under this id.'
export const lateText = 'Arrived after a later event of the same entity.'
