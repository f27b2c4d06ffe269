import { AppError } from '#shared/errors.ts'
import type { Variant } from '#shared/replay-models.ts'
import type { StoreContext } from './context.ts'
import { createVariantStore } from './variants.ts'

/** So many of one event are plenty; without a bound a script could fill the disk unseen. */
const MOST_OF_AN_EVENT = 200

export function createVariantOperations(store: StoreContext) {
  const variants = createVariantStore(store.db)
  const findOrThrow = (id: string): Variant => {
    const variant = variants.find(id)
    if (!variant) throw new AppError('not_found', `There is no variant ${id}. It may have been removed.`)
    store.eventOrThrow(variant.eventId)
    return variant
  }
  return {
    listVariants: (eventId: string): Variant[] => variants.list(store.eventOrThrow(eventId).seq),
    findVariant: findOrThrow,
    addVariant: (variant: Variant): void =>
      store.write(() => {
        const { seq } = store.eventOrThrow(variant.eventId)
        if (variants.list(seq).length >= MOST_OF_AN_EVENT)
          throw new AppError('conflict', `This event has ${MOST_OF_AN_EVENT} variants. Remove one first.`)
        variants.insert(seq, variant)
      }),
    changeVariant: (variant: Variant): void =>
      store.write(() => {
        if (findOrThrow(variant.id).eventId !== variant.eventId)
          throw new AppError('conflict', 'This variant belongs to another event.')
        variants.update(variant)
      }),
    /** Returns those that are left. */
    removeVariant: (id: string): Variant[] =>
      store.write(() => {
        const { eventId } = findOrThrow(id)
        variants.remove(id)
        return variants.list(store.eventOrThrow(eventId).seq)
      })
  }
}
