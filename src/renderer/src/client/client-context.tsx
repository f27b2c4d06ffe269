import { createContext, use } from 'react'
import type { Client } from './client.ts'

const ClientContext = createContext<Client | null>(null)

export const ClientProvider = ClientContext.Provider

export function useClient(): Client {
  const client = use(ClientContext)
  if (!client) throw new Error('useClient needs a ClientProvider above it')
  return client
}
