import { Dialog } from '@base-ui/react/dialog'
import { Tabs } from '@base-ui/react/tabs'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { SectionList } from './section-list.tsx'
import { sectionNames, type SectionName } from './section-names.ts'
import { sections } from './sections.tsx'
import styles from './settings.module.css'

/** All that can be set, section by section. Buttons elsewhere open it where they mean. */
export function SettingsPage() {
  const { dialog } = useAppState()
  const opened = useStore(dialog)
  const page = useRef<HTMLDivElement>(null)
  const [last, setLast] = useState<SectionName>('receiver')
  const wanted = sectionNames.find((name) => name === opened)
  if (wanted !== undefined && wanted !== last) setLast(wanted)
  const name = wanted ?? last
  const { title, description, panel } = sections[name]
  return (
    <Dialog.Root
      open={opened === 'settings' || wanted !== undefined}
      onOpenChange={(isOpen) => !isOpen && dialog.set(null)}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={popup['backdrop']} />
        <Dialog.Popup
          ref={page}
          data-dialog=""
          className={classNames(popup['popup'], styles['page'])}
          initialFocus={() => page.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')}
        >
          <Tabs.Root
            orientation="vertical"
            value={name}
            onValueChange={(next: SectionName) => dialog.set(next)}
            className={styles['sections']}
          >
            <SectionList />
            <div className={styles['content']}>
              <header className={popup['heading']}>
                <Dialog.Title className={popup['title']}>{title}</Dialog.Title>
                <Dialog.Description className={popup['description']} render={<div />}>
                  {description}
                </Dialog.Description>
              </header>
              <Tabs.Panel key={name} value={name} className={styles['panel']}>
                {panel()}
              </Tabs.Panel>
            </div>
          </Tabs.Root>
          <Dialog.Close render={<Button look="ghost" isIcon aria-label="Close" className={popup['close']} />}>
            <X size={16} aria-hidden />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
