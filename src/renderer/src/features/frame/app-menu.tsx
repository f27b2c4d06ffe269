import { Menu } from '@base-ui/react/menu'
import {
  Check,
  Database,
  EllipsisVertical,
  KeyRound,
  Keyboard,
  Monitor,
  Moon,
  Route,
  Sun,
  type LucideIcon
} from 'lucide-react'
import { actions } from '#shared/actions.ts'
import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Keys } from '../../components/keys.tsx'
import menu from '../../components/menu.module.css'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { useAppState, type OpenDialog } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { ForwardItems } from '../endpoints/forward-items.tsx'

const pages: readonly {
  readonly dialog: NonNullable<OpenDialog>
  readonly text: string
  readonly icon: LucideIcon
  readonly shown?: string
}[] = [
  { dialog: 'endpoints', text: 'Endpoints', icon: Route },
  { dialog: 'secrets', text: 'Secrets', icon: KeyRound },
  { dialog: 'data', text: 'Data', icon: Database },
  { dialog: 'shortcuts', text: 'Keyboard shortcuts', icon: Keyboard, shown: actions.help.shown }
]

const themes = [
  { value: 'system', text: 'As the system', icon: Monitor },
  { value: 'light', text: 'Light', icon: Sun },
  { value: 'dark', text: 'Dark', icon: Moon }
] as const

interface AppMenuProps {
  /** Whether the control of forwarding is here, where the bar has no room for it. */
  readonly withForward: boolean
}

/** What is wanted now and then, one step away. */
export function AppMenu({ withForward }: AppMenuProps) {
  const { dialog } = useAppState()
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<Button look="ghost" isIcon aria-label="Menu" title="Endpoints, secrets, data, theme" />}
      >
        <EllipsisVertical size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
            {withForward && <ForwardItems />}
            {pages.map(({ dialog: name, text, icon: Icon, shown }) => (
              <Menu.Item key={name} className={menu['item']} onClick={() => dialog.set(name)}>
                <Icon size={15} aria-hidden />
                <span>{text}</span>
                {shown !== undefined && <Keys shown={shown} />}
              </Menu.Item>
            ))}
            <ThemePick />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function ThemePick() {
  const client = useClient()
  const { settings } = useAppState()
  const theme = useStore(settings).value?.theme ?? 'system'
  const choose = (value: Settings['theme']) =>
    void notify.whenFailed('Could not change the theme', () => client.call('settings.set', { theme: value }))
  return (
    <Menu.RadioGroup value={theme} onValueChange={choose}>
      <Menu.GroupLabel className={menu['group']}>Theme</Menu.GroupLabel>
      {themes.map(({ value, text, icon: Icon }) => (
        <Menu.RadioItem key={value} value={value} closeOnClick className={menu['item']}>
          <Icon size={15} aria-hidden />
          <span>{text}</span>
          <Menu.RadioItemIndicator>
            <Check size={14} aria-hidden />
          </Menu.RadioItemIndicator>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}
