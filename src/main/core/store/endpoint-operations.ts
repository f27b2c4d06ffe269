import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { keyOfEndpointId } from '../endpoints/endpoint-id.ts'
import { createEndpointStore, type EndpointFields, type StoredEndpoint } from './endpoints.ts'
import { createSecretStore, type SealedSecret, type SecretUse } from './secrets.ts'

/** Endpoints and the secrets that go with them. */
export function createEndpointOperations(db: Database) {
  const endpoints = createEndpointStore(db)
  const secrets = createSecretStore(db)

  const endpointOrThrow = (key: number): StoredEndpoint => {
    const endpoint = endpoints.find(key)
    if (!endpoint) throw new AppError('not_found', 'There is no such endpoint. It may have been removed.')
    return endpoint
  }
  const checkPath = (path: string, ownId: string | null) => {
    const taken = endpoints.findByPath(path)
    if (taken && taken.id !== ownId) {
      throw new AppError(
        'conflict',
        `The endpoint "${taken.name}" has the path ${path} already. Choose another.`
      )
    }
  }

  return {
    listEndpoints: (): StoredEndpoint[] => endpoints.list(),
    insertEndpoint: db.transaction((input: { fields: EndpointFields; createdAt: number }): StoredEndpoint => {
      checkPath(input.fields.path, null)
      return endpointOrThrow(endpoints.insert(input.fields, input.createdAt))
    }),
    /** All of the change or nothing. */
    updateEndpoint: db.transaction(
      (input: { id: string; change: Partial<EndpointFields> }): StoredEndpoint => {
        const key = keyOfEndpointId(input.id)
        const next = { ...endpointOrThrow(key), ...input.change }
        checkPath(next.path, input.id)
        endpoints.update(key, next)
        return next
      }
    ),
    /** With its secrets. Its number is never given to another one. */
    removeEndpoint: db.transaction((id: string): void => {
      const key = keyOfEndpointId(id)
      endpointOrThrow(key)
      secrets.removeOf(key)
      endpoints.remove(key)
    }),

    secretUse: (): SecretUse[] => secrets.use(),
    listSecrets: (): SealedSecret[] => secrets.list(),
    insertSecret: db.transaction((secret: SealedSecret): void => {
      if (secret.endpoint !== null) endpointOrThrow(secret.endpoint)
      secrets.insert(secret)
    }),
    removeSecret: (id: string): boolean => secrets.remove(id)
  }
}
