/** A directory user as an Okta-like directory sends it, with what Scalekit makes of it. */
export function directoryEvent(
  id: string,
  {
    raw = {},
    data = {},
    ...envelope
  }: {
    readonly raw?: Readonly<Record<string, unknown>>
    readonly data?: Readonly<Record<string, unknown>>
    readonly [name: string]: unknown
  } = {}
): Record<string, unknown> & { id: string } {
  return {
    spec_version: '1',
    id,
    type: 'organization.directory.user_updated',
    occurred_at: '2026-11-12T08:00:00Z',
    environment_id: 'env_1',
    organization_id: 'org_1',
    object: 'DirectoryUser',
    data: {
      id: `diruser_${id}`,
      organization_id: 'org_1',
      active: true,
      dp_id: `ext-${id}`,
      preferred_username: `${id}@example.com`,
      ...data,
      raw_attributes: { active: true, externalId: `ext-${id}`, userName: `${id}@example.com`, ...raw }
    },
    ...envelope
  }
}
