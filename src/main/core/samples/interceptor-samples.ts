/** Calls of the four released triggers, made up, in the documented shape. */
interface InterceptorSample {
  readonly triggerPoint: string
  readonly description: string
  /** What a user calls the interceptor in the dashboard. */
  readonly displayName: string
  readonly context: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, unknown>>
}

const ENVIRONMENT = 'env_88640229614813449'
const ORGANIZATION = 'org_89669394174574792'
const USER = 'usr_93418238346728951'
const BROWSER = {
  device_type: 'Desktop',
  ip_address: '203.0.113.24',
  region: 'NO',
  city: 'Bergen',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0'
}
const CONNECTION = { id: 'conn_92561808744978132', type: 'OAUTH', provider: 'GOOGLE' }
const PERSON = {
  id: USER,
  name: 'Ottilie Brandvold',
  email: 'o.brandvold@juniperslate.example',
  email_verified: true,
  created_at: '2026-03-02T08:14:09.120Z',
  updated_at: '2026-09-21T13:33:06.479Z',
  given_name: 'Ottilie',
  family_name: 'Brandvold'
}

export const INTERCEPTOR_SAMPLES: readonly InterceptorSample[] = [
  {
    triggerPoint: 'PRE_SIGNUP',
    description: 'Asks before a user creates an organization.',
    displayName: 'Check who signs up',
    context: {
      user_email: PERSON.email,
      connection_details: [CONNECTION],
      auth_request: {
        connection_id: CONNECTION.id,
        organization_id: ORGANIZATION,
        domain: 'juniperslate.example',
        login_hint: PERSON.email,
        state: 'xQ3rPHl7k7ARgdhC'
      },
      ...BROWSER
    },
    data: {}
  },
  {
    triggerPoint: 'PRE_SESSION_CREATION',
    description: 'Asks before a session gets its tokens, on login and on switching the organization.',
    displayName: 'Add claims to tokens',
    context: {
      user_id: USER,
      user_email: PERSON.email,
      organization_id: ORGANIZATION,
      connection_details: [CONNECTION],
      ...BROWSER
    },
    data: { user: { ...PERSON, memberships: [{ organization_id: ORGANIZATION, status: 'ACTIVE' }] } }
  },
  {
    triggerPoint: 'PRE_USER_INVITATION',
    description: 'Asks before an invitation to an organization is sent.',
    displayName: 'Check who is invited',
    context: {
      user_email: 'kwame.adeyemi-rask@ferrous.example',
      organization_id: ORGANIZATION,
      ...BROWSER
    },
    data: { organization: { id: ORGANIZATION, name: 'Juniper & Slate' } }
  },
  {
    triggerPoint: 'PRE_M2M_TOKEN_CREATION',
    description: 'Asks before a machine gets its access token.',
    displayName: 'Check what machines may do',
    context: {
      client_id: 'm2morg_93710427703245914',
      user_agent: 'nightly-export/2.1.0',
      device_type: 'Unknown'
    },
    data: {
      m2m_token_claims: {
        client_id: 'm2morg_93710427703245914',
        claims: {
          custom_claims: { service_name: 'nightly-export' },
          oid: ORGANIZATION,
          scope: 'read:reports write:exports',
          scopes: ['read:reports', 'write:exports']
        }
      }
    }
  }
]

/** The call as if it happened now. */
export function interceptorPayload(sample: InterceptorSample, now: number): Record<string, unknown> {
  return {
    display_name: sample.displayName,
    trigger_point: sample.triggerPoint,
    interceptor_context: {
      environment_id: ENVIRONMENT,
      ...sample.context,
      triggered_at: new Date(now).toISOString()
    },
    data: sample.data
  }
}
