/** Endpoint ids on the wire are `ep_` and the row number. */
export const endpointIdOf = (key: number): string => `ep_${key}`
export const keyOfEndpointId = (id: string): number => Number(id.slice('ep_'.length))

/** The endpoint that takes every path that no other one does. It cannot be removed. */
export const FIRST_ENDPOINT = 1
