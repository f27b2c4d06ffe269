import { Menu } from '@base-ui/react/menu'
import { Check, Monitor, Moon, Sun } from 'lucide-react'
import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import menu from '../../components/menu.module.css'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'

const themes = [
  { value: 'system', text: 'As the system', icon: Monitor },
  { value: 'light', text: 'Light', icon: Sun },
  { value: 'dark', text: 'Dark', icon: Moon }
] as const

export function ThemeMenu() {
  const client = useClient()
  const { settings } = useAppState()
  const theme = useStore(settings).value?.theme ?? 'system'
  const Icon = themes.find(({ value }) => value === theme)?.icon ?? Monitor
  const choose = (value: Settings['theme']) =>
    void notify.whenFailed('Could not change the theme', () => client.call('settings.set', { theme: value }))

  return (
    <Menu.Root>
      <Menu.Trigger render={<Button look="ghost" isIcon aria-label="Theme" title="Theme" />}>
        <Icon size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
            <Menu.RadioGroup value={theme} onValueChange={choose}>
              {themes.map(({ value, text, icon: ItemIcon }) => (
                <Menu.RadioItem key={value} value={value} closeOnClick className={menu['item']}>
                  <ItemIcon size={15} aria-hidden />
                  <span>{text}</span>
                  <Menu.RadioItemIndicator>
                    <Check size={14} aria-hidden />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
