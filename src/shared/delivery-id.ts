/** Only the app makes ids of this form; those of events come from the provider. */
export const deliveryIdForm = /^del_[1-9]\d{0,15}$/

export const isDeliveryId = (id: string): boolean => deliveryIdForm.test(id)
