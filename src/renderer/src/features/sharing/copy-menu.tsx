import { Menu } from '@base-ui/react/menu'
import {
  Braces,
  ChevronDown,
  Code,
  Copy,
  FileCode,
  FlaskConical,
  Share2,
  SquareTerminal,
  type LucideIcon
} from 'lucide-react'
import { useState } from 'react'
import { actions } from '#shared/actions.ts'
import type { CopyForm } from '#shared/share-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { useAppState } from '../../state/app-state.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { copyEventAs, copyGroups } from './copy-forms.ts'
import styles from './copy-menu.module.css'
import { openShare } from './share-view.ts'

const icons: Readonly<Record<CopyForm, LucideIcon>> = {
  curl: SquareTerminal,
  curlScript: SquareTerminal,
  fetch: Code,
  vitest: FlaskConical,
  jest: FlaskConical,
  pytest: FlaskConical,
  http: FileCode
}

interface CopyMenuProps {
  readonly eventId: string
  readonly onCopyPayload: () => void
}

/** An event as code that sends it, and as a file for others. */
export function CopyMenu({ eventId, onCopyPayload }: CopyMenuProps) {
  const client = useClient()
  const state = useAppState()
  const [isOpen, setIsOpen] = useState(false)
  const isChosen = () => state.selection.getSnapshot().id === eventId
  useAction('copyAs', () => (isChosen() ? setIsOpen(true) : false))
  return (
    <Menu.Root open={isOpen} onOpenChange={setIsOpen}>
      <Menu.Trigger
        render={
          <Button look="ghost" size="small" title={`Copy as code, or share (${actions.copyAs.shown})`} />
        }
      >
        <Copy size={13} aria-hidden />
        Copy as
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']} ${styles['menu']}`}>
            <Menu.Item className={menu['item']} onClick={onCopyPayload}>
              <Braces size={15} aria-hidden />
              <span>Payload</span>
              <small className={styles['needs']}>as it arrived</small>
              <kbd>{actions.copyPayload.shown}</kbd>
            </Menu.Item>
            {copyGroups.map(({ text, forms }) => (
              <Menu.Group key={text}>
                <Menu.GroupLabel className={menu['group']}>{text}</Menu.GroupLabel>
                {forms.map((form) => {
                  const Icon = icons[form.form]
                  return (
                    <Menu.Item
                      key={form.form}
                      className={menu['item']}
                      onClick={() => void copyEventAs(client, eventId, form)}
                    >
                      <Icon size={15} aria-hidden />
                      <span>{form.text}</span>
                      <small className={styles['needs']}>{form.needs}</small>
                    </Menu.Item>
                  )
                })}
              </Menu.Group>
            ))}
            <Menu.Separator className={styles['separator']} />
            <Menu.Item
              className={menu['item']}
              onClick={() => openShare(state, { kind: 'events', ids: [eventId] })}
            >
              <Share2 size={15} aria-hidden />
              <span>Share…</span>
              <small className={styles['needs']}>without personal data</small>
              <kbd>{actions.share.shown}</kbd>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
