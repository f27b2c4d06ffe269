/** Delivery ids on the wire are `del_` and the row number. */
export const deliveryIdOf = (row: number): string => `del_${row}`
export const rowOfDeliveryId = (id: string): number => Number(id.slice('del_'.length))
export const isDeliveryId = (id: string): boolean => /^del_[1-9]\d{0,15}$/.test(id)
