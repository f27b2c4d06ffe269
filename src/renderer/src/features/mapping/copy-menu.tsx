import { Menu } from '@base-ui/react/menu'
import { AlignLeft, ChevronDown, Copy, Hash } from 'lucide-react'
import type { Mapping } from '#shared/mapping-models.ts'
import type { EventDetail } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { mappingAsMarkdown, mappingAsText } from './mapping-text.ts'

/** Takes the whole table along, whatever of it is shown. */
export function CopyMenu({ event, mapping }: { readonly event: EventDetail; readonly mapping: Mapping }) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button look="ghost" size="small" />}>
        <Copy size={13} aria-hidden />
        Copy table
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
            <Menu.Item
              className={menu['item']}
              onClick={() => void copyText(mappingAsMarkdown(event, mapping), 'the table as Markdown')}
            >
              <Hash size={14} aria-hidden />
              <span>As Markdown, for a ticket</span>
            </Menu.Item>
            <Menu.Item
              className={menu['item']}
              onClick={() => void copyText(mappingAsText(event, mapping), 'the table as text')}
            >
              <AlignLeft size={14} aria-hidden />
              <span>As text</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
