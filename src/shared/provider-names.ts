import type { Provider } from './mapping-models.ts'

/** Identity providers by the names that people know them by. */
export const providerNames: Readonly<Record<Provider, string>> = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  google: 'Google Workspace',
  jumpcloud: 'JumpCloud',
  onelogin: 'OneLogin',
  ping: 'Ping Identity',
  custom: 'Custom SCIM'
}
