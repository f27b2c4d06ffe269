import { DAY, HOUR, MINUTE, type StoryPlan } from './story-plan.ts'

/** Their events are the catalogue's examples, which fit together. */
export const ORGANIZATION_STORIES: readonly StoryPlan[] = [
  {
    id: 'organization-set-up',
    name: 'Organisation set up',
    description: 'A new organisation proves its domain, connects single sign-on, and picks its directory.',
    foundsOrganization: true,
    steps: [
      { at: 0, type: 'organization.created', text: 'The organisation is created.' },
      { at: DAY, type: 'organization.domain_created', text: 'Its domain is named, not yet proven.' },
      {
        at: DAY + 3 * HOUR,
        type: 'organization.domain_dns_verification_success',
        text: 'The record is found in its DNS.'
      },
      { at: 2 * DAY, type: 'organization.sso_created', text: 'A single sign-on connection is begun.' },
      { at: 2 * DAY + 40 * MINUTE, type: 'organization.sso_enabled', text: 'It is complete and in use.' },
      { at: 9 * DAY, type: 'organization.directory_enabled', text: 'The administrator picks the directory.' }
    ]
  },
  {
    id: 'account',
    name: 'Account',
    description: 'Someone signs up, logs in, has their membership changed, and logs out.',
    steps: [
      { at: 0, type: 'user.signup', text: 'A user signs up to the organisation.' },
      { at: 3 * MINUTE, type: 'user.login', text: 'They log in: a session begins.' },
      { at: 45 * MINUTE, type: 'user.organization_membership_updated', text: 'Their membership is changed.' },
      { at: 8 * HOUR, type: 'user.logout', text: 'They log out: the session is over.' }
    ]
  }
]
