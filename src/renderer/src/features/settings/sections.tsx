import {
  AppWindow,
  Bell,
  Contrast,
  Database,
  Download,
  HardDrive,
  Info,
  KeyRound,
  Keyboard,
  LifeBuoy,
  Plug,
  RadioTower,
  Route,
  Upload,
  Waypoints,
  type LucideIcon
} from 'lucide-react'
import type { ReactNode } from 'react'
import { AboutPanel } from '../about/about-panel.tsx'
import { DiagnosticsPanel } from '../about/diagnostics-panel.tsx'
import { NotificationsPanel } from '../about/notifications-panel.tsx'
import { ExportPanel } from '../data/export-panel.tsx'
import { ImportPanel } from '../data/import-panel.tsx'
import { EndpointsSection } from '../endpoints/endpoints-section.tsx'
import { ReceiverSection } from '../listening/receiver-section.tsx'
import { WaysIn } from '../listening/ways-in.tsx'
import { SecretsSection } from '../secrets/secrets-section.tsx'
import { KeyList } from '../shortcuts/key-list.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import type { SectionName } from './section-names.ts'
import { CredentialsSection, DesktopSection, LimitsSection } from './stored-settings.tsx'
import { StorageSection, Stored } from './storage-section.tsx'

export interface Section {
  readonly group: 'Receiving' | 'Data' | 'App'
  /** Above its content. */
  readonly title: string
  readonly description: ReactNode
  readonly icon: LucideIcon
  readonly panel: () => ReactNode
}

export const sections: Readonly<Record<SectionName, Section>> = {
  receiver: {
    group: 'Receiving',
    title: 'Receiver',
    description: 'Takes deliveries on this machine, and is all that a tunnel leads to.',
    icon: RadioTower,
    panel: () => <ReceiverSection />
  },
  endpoints: {
    group: 'Receiving',
    title: 'Endpoints',
    description:
      'A delivery belongs to the endpoint with the longest path that fits. Each has its own secrets, forward targets and answers.',
    icon: Route,
    panel: () => <EndpointsSection />
  },
  secrets: {
    group: 'Receiving',
    title: 'Secrets',
    description: "Kept in this machine's vault: they can be used and replaced, and are never shown again.",
    icon: KeyRound,
    panel: () => <SecretsSection />
  },
  credentials: {
    group: 'Receiving',
    title: 'Scalekit API',
    description: 'For what webhooks do not tell. The client secret is kept as the signing secrets are.',
    icon: Plug,
    panel: () => <CredentialsSection />
  },
  publicUrl: {
    group: 'Receiving',
    title: 'Public URL',
    description:
      'How Scalekit reaches this machine. Only the receiver can be reached through it, and Start listening takes the same way next time.',
    icon: Waypoints,
    panel: () => <WaysIn onStarted={() => undefined} />
  },
  data: {
    group: 'Data',
    title: 'Data',
    description: <Stored />,
    icon: Database,
    panel: () => <LimitsSection />
  },
  storage: {
    group: 'Data',
    title: 'Storage',
    description: <Stored />,
    icon: HardDrive,
    panel: () => <StorageSection />
  },
  export: {
    group: 'Data',
    title: 'Data',
    description: <Stored />,
    icon: Download,
    panel: () => <ExportPanel />
  },
  import: {
    group: 'Data',
    title: 'Data',
    description: <Stored />,
    icon: Upload,
    panel: () => <ImportPanel />
  },
  appearance: {
    group: 'App',
    title: 'Appearance',
    description: 'How the app looks on this machine.',
    icon: Contrast,
    panel: () => <AppearanceSection />
  },
  desktop: {
    group: 'App',
    title: 'Desktop app',
    description: 'How it lives beside everything else on the computer.',
    icon: AppWindow,
    panel: () => <DesktopSection />
  },
  notifications: {
    group: 'App',
    title: 'Notifications',
    description: 'What is worth telling you of while you look elsewhere.',
    icon: Bell,
    panel: () => <NotificationsPanel />
  },
  keys: {
    group: 'App',
    title: 'Keyboard',
    description: 'Single keys sleep while you are typing.',
    icon: Keyboard,
    panel: () => <KeyList />
  },
  about: {
    group: 'App',
    title: 'Webhook Inspector',
    description: 'What runs here.',
    icon: Info,
    panel: () => <AboutPanel />
  },
  diagnostics: {
    group: 'App',
    title: 'Diagnostics',
    description: 'For whoever helps you.',
    icon: LifeBuoy,
    panel: () => <DiagnosticsPanel />
  }
}
