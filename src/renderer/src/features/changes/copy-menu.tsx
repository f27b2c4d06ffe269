import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Copy, FileDiff, FileText, Ticket } from 'lucide-react'
import { comparisonAsMarkdown } from '#shared/changes/as-markdown.ts'
import { comparisonAsText } from '#shared/changes/as-text.ts'
import type { Comparison } from '#shared/changes/comparison.ts'
import { printJsonPatch } from '#shared/json-diff/json-patch.ts'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import styles from './compare-bar.module.css'
import { secretInPatch } from './secret-in-patch.ts'

interface CopyMenuProps {
  readonly comparison: Comparison
}

/** A comparison to take elsewhere. */
export function CopyMenu({ comparison }: CopyMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button size="small" title="Copy the comparison" />}>
        <Copy size={13} aria-hidden />
        Copy
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
            <Choices comparison={comparison} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Choices({ comparison }: CopyMenuProps) {
  const patch = printJsonPatch(comparison.rows, comparison.warnings)
  const secret = secretInPatch(comparison.rows)
  return (
    <>
      <Menu.Item
        className={menu['item']}
        onClick={() => void copyText(comparisonAsMarkdown(comparison), 'the changes as Markdown')}
      >
        <Ticket size={15} aria-hidden />
        <span>Markdown for a ticket</span>
      </Menu.Item>
      <Menu.Item
        className={menu['item']}
        onClick={() => void copyText(comparisonAsText(comparison), 'the changes as text')}
      >
        <FileText size={15} aria-hidden />
        <span>Text</span>
      </Menu.Item>
      <Menu.Item
        className={menu['item']}
        disabled={!patch.ok}
        onClick={() =>
          patch.ok &&
          void copyText(
            patch.text,
            secret === null ? 'the JSON Patch' : `the JSON Patch; it holds a ${secret}`
          )
        }
      >
        <FileDiff size={15} aria-hidden />
        <span>
          JSON Patch (RFC 6902)
          {patch.ok && secret !== null && (
            <small className={styles['reason']}>Holds a {secret} as it is</small>
          )}
          {!patch.ok && <small className={styles['reason']}>{patch.reason}</small>}
        </span>
      </Menu.Item>
    </>
  )
}
