import type { Tell } from './story-lifecycles.ts'
import type { EventBody, Fields, Organization, StoryTeller } from './story-teller.ts'

/** Says what an organisation is called, as every event about one does. */
export function organizationEvent(
  teller: StoryTeller,
  organization: Organization,
  { action, at, plan, syncs = false }: { action: string; at: number; plan?: string; syncs?: boolean }
): EventBody {
  return teller.event({
    type: `organization.${action}`,
    object: 'Organization',
    at,
    organization,
    data: {
      create_time: new Date(teller.at(0)).toISOString(),
      display_name: organization.name,
      id: organization.id,
      metadata: plan === undefined ? null : { plan },
      region_code: 'US',
      settings: {
        features: [
          { enabled: true, name: 'sso' },
          { enabled: syncs, name: 'dir_sync' }
        ]
      },
      update_time: new Date(at).toISOString()
    }
  })
}

/** An organisation gets its connection and its directory, changes, and switches both off. */
export function organisation(provider: string, directoryType: string): Tell {
  return (teller, organization) => {
    const own = (action: string, at: number, change: { plan?: string; syncs?: boolean } = {}) =>
      organizationEvent(teller, organization, { action, at, ...change })
    const about = (object: 'Connection' | 'Directory', identity: Fields) => {
      const data = { ...identity, organization_id: organization.id, provider }
      return (type: string, at: number, change: Fields = {}) =>
        teller.event({ type: `organization.${type}`, object, at, organization, data: { ...data, ...change } })
    }
    const connection = about('Connection', {
      id: teller.id('conn', teller.at(2)),
      connection_type: 'SAML'
    })
    const directory = about('Directory', {
      id: teller.id('dir', teller.at(3)),
      directory_type: directoryType
    })
    return [
      own('created', teller.at(0)),
      connection('sso_created', teller.at(2)),
      connection('sso_enabled', teller.at(2, 40), { enabled: true, status: 'COMPLETED' }),
      directory('directory_created', teller.at(3)),
      directory('directory_enabled', teller.at(3, 5), { enabled: true }),
      own('updated', teller.at(3, 6), { syncs: true }),
      own('updated', teller.at(200), { syncs: true, plan: 'scale' }),
      connection('sso_disabled', teller.at(390), { enabled: false, status: 'COMPLETED' }),
      directory('directory_disabled', teller.at(420), { enabled: false })
    ]
  }
}

/** One account: sign-up, eleven sign-ins, a changed membership, and a last sign-in with a field that none had before. */
export const account: Tell = (teller, organization) => {
  const id = teller.id('usr', teller.at(25) - 200)
  const profileId = teller.id('usp', teller.at(25))
  const identity = {
    connection_id: teller.id('conn', teller.at(2)),
    connection_provider: 'OKTA',
    connection_type: 'SAML',
    connection_user_id: '00u8v1q2vKc0Rr7w5d7',
    is_social: false
  }
  const user = (change: Fields = {}, identities: unknown = [identity]) => ({
    id,
    email: `sunniva.pell@${organization.domain}`,
    external_id: 'emp-5580',
    create_time: new Date(teller.at(25)).toISOString(),
    metadata: {},
    user_profile: {
      email_verified: true,
      external_identities: identities,
      family_name: 'Pell',
      given_name: 'Sunniva',
      groups: null,
      id: profileId,
      locale: '',
      name: 'Sunniva Pell'
    },
    ...change
  })
  const membership = (action: string, at: number, about: Fields) =>
    teller.event({
      type: `user.${action}`,
      object: 'OrgMembership',
      at,
      organization,
      data: {
        organization: { id: organization.id, display_name: organization.name, region_code: 'US' },
        user: about
      }
    })
  const login = (at: number, change: Fields = {}) =>
    teller.event({
      type: 'user.login',
      object: 'User',
      at,
      organization,
      data: {
        user: user({ last_login_time: new Date(at).toISOString() }),
        user_session: {
          session_id: teller.id('ses', at),
          user_id: id,
          organization_id: organization.id,
          status: 'ACTIVE',
          created_at: new Date(at).toISOString(),
          device: { browser: 'Firefox', ip: '203.0.113.88', os: 'Linux' },
          ...change
        }
      }
    })
  const synced = { ...identity, raw_attributes: '{"userName":"sunniva.pell","title":"Potter"}' }
  return [
    membership('signup', teller.at(25), user({ external_id: '' }, null)),
    membership('organization_membership_created', teller.at(25, 1), user()),
    ...Array.from({ length: 11 }, (_, index) => login(teller.at(30 + 30 * index))),
    membership('organization_membership_updated', teller.at(365), user({}, [synced])),
    login(teller.at(370), { authentication_method: 'passkey' })
  ]
}
