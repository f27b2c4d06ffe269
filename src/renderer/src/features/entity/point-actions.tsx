import { Menu } from '@base-ui/react/menu'
import { ArrowLeftRight, ArrowUpRight, ChevronDown, GitCompareArrows } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import type { Entity } from '#shared/entity-models.ts'
import { Button } from '../../components/button.tsx'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { useAppState } from '../../state/app-state.ts'
import styles from './entity.module.css'

interface PointActionsProps {
  readonly entity: Entity
  /** The event that the page stands at. */
  readonly point: string
  readonly onMark: () => void
}

/** What can be done with the event that the page stands at. */
export function PointActions({ entity, point, onMark }: PointActionsProps) {
  const { selection } = useAppState()
  return (
    <span className={styles['actions']}>
      <Button size="small" look="ghost" onClick={() => selection.open(point)}>
        <ArrowUpRight size={13} aria-hidden />
        Open event
      </Button>
      <CompareMenu entity={entity} point={point} onMark={onMark} />
    </span>
  )
}

function CompareMenu({ entity, point, onMark }: PointActionsProps) {
  const { selection } = useAppState()
  const { firstId, lastId } = entity
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button size="small" look="ghost" />}>
        <ArrowLeftRight size={13} aria-hidden />
        Compare with…
        <ChevronDown size={12} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
            <Menu.Item className={menu['item']} onClick={() => selection.compare(null, point)}>
              <span>The event before it</span>
            </Menu.Item>
            {point !== firstId && (
              <Menu.Item className={menu['item']} onClick={() => selection.compare(firstId, point)}>
                <span>The first event</span>
              </Menu.Item>
            )}
            {point !== lastId && (
              <Menu.Item className={menu['item']} onClick={() => selection.compare(point, lastId)}>
                <span>The latest event</span>
              </Menu.Item>
            )}
            <Menu.Item className={menu['item']} onClick={onMark}>
              <GitCompareArrows size={14} aria-hidden />
              <span>Another one: mark this one first</span>
              <kbd>{actions.mark.shown}</kbd>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
