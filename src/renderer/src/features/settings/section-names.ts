import { fits } from '../../lib/fits.ts'

export const sectionNames = [
  'receiver',
  'endpoints',
  'secrets',
  'credentials',
  'publicUrl',
  'data',
  'storage',
  'export',
  'import',
  'appearance',
  'desktop',
  'notifications',
  'keys',
  'about',
  'diagnostics'
] as const
export type SectionName = (typeof sectionNames)[number]

/** What a section is called in lists, and what else one may look for that is set in it. */
export const sectionTexts: Readonly<Record<SectionName, { readonly text: string; readonly words: string }>> =
  {
    receiver: { text: 'Receiver', words: 'port address local listen start stop test path' },
    endpoints: {
      text: 'Endpoints',
      words:
        'forwarding forward targets retries retry mirror answers status codes failures interceptors decisions allow deny name path address'
    },
    secrets: { text: 'Secrets', words: 'signing whsec ngrok authtoken vault keychain rotate add' },
    credentials: { text: 'Scalekit API', words: 'credentials environment client id missed' },
    publicUrl: { text: 'Public URL', words: 'tunnel ngrok domain authtoken own way in' },
    data: {
      text: 'What is kept',
      words: 'retention limits age days number of events size largest body delete'
    },
    storage: { text: 'Storage', words: 'data folder open show compact database disk size' },
    export: { text: 'Export', words: 'save file ndjson backup' },
    import: { text: 'Import', words: 'file ndjson restore' },
    appearance: {
      text: 'Appearance',
      words: 'theme dark light density compact contrast high mask masked sensitive values motion zoom'
    },
    desktop: { text: 'Desktop app', words: 'tray close window quit start at login links' },
    notifications: { text: 'Notifications', words: 'notify first event rejected tunnel lost' },
    keys: { text: 'Keyboard', words: 'shortcuts keys cheat sheet' },
    about: { text: 'About', words: 'version licence node sqlite data folder' },
    diagnostics: { text: 'Diagnostics', words: 'log report help support bug' }
  }

/** The sections that a search for a setting leaves. */
export const findSections = (typed: string): readonly SectionName[] =>
  sectionNames.filter((name) => fits(typed, `${sectionTexts[name].text} ${sectionTexts[name].words}`))
