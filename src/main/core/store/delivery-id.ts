/** Delivery ids on the wire are `del_` and the row number. */
export const deliveryIdOf = (row: number): string => `del_${row}`
export const rowOfDeliveryId = (id: string): number => Number(id.slice('del_'.length))
