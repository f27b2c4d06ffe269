import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Download } from 'lucide-react'
import type { ParsedInput } from '#shared/contract.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import menu from '../../components/menu.module.css'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { saveFile } from '../../lib/save-file.ts'

type Format = ParsedInput<'checks.report'>['format']

const formats: readonly { readonly value: Format; readonly text: string; readonly mime: string }[] = [
  { value: 'markdown', text: 'Markdown', mime: 'text/markdown' },
  { value: 'html', text: 'HTML, one file', mime: 'text/html' },
  { value: 'json', text: 'JSON', mime: 'application/json' }
]

/** The results as a file, without secrets and signatures. */
export function SaveReport({ id }: { readonly id: string }) {
  const client = useClient()
  const save = (format: Format, mime: string) =>
    void notify.whenFailed('Could not save the report', async () => {
      const { text, fileName } = await client.call('checks.report', { id, format })
      saveFile(new Blob([text], { type: `${mime};charset=utf-8` }), fileName)
      notify.done('Report saved', fileName)
    })
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button />}>
        <Download size={13} aria-hidden />
        Save the report
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="start" sideOffset={4} className={popup['layer']}>
          <Menu.Popup className={classNames(popup['popup'], menu['menu'])}>
            {formats.map(({ value, text, mime }) => (
              <Menu.Item key={value} className={menu['item']} onClick={() => save(value, mime)}>
                <span>{text}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
