import { Menu } from '@base-ui/react/menu'
import { Check, Forward, Route, TriangleAlert } from 'lucide-react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import menu from '../../components/menu.module.css'
import { shortUrl, useForward, useForwardSwitch } from './use-forward.ts'

/** The control of forwarding as items of a menu, for where a bar has no room for it. */
export function ForwardItems() {
  const forward = useForward()
  if (!forward) return null
  const { endpoint, targets, word, trouble, title, show } = forward
  const [target] = targets
  if (target === undefined) {
    return (
      <Menu.Item className={menu['item']} onClick={show}>
        <Forward size={15} aria-hidden />
        <span>Forward to your app</span>
      </Menu.Item>
    )
  }
  return (
    <>
      <ForwardItem endpoint={endpoint} word={word} />
      <Menu.Item className={menu['item']} title={title} onClick={show}>
        {trouble ? <TriangleAlert size={15} aria-hidden /> : <Route size={15} aria-hidden />}
        <span>
          {trouble && `${trouble.status ?? 'Failed'} · `}
          <bdi>{shortUrl(target)}</bdi>
          {targets.length > 1 && ` +${targets.length - 1}`}
        </span>
      </Menu.Item>
    </>
  )
}

function ForwardItem({ endpoint, word }: { readonly endpoint: Endpoint; readonly word: string }) {
  const set = useForwardSwitch(endpoint)
  return (
    <Menu.CheckboxItem
      className={menu['item']}
      checked={!endpoint.forwarding.isPaused}
      onCheckedChange={(isOn) => set(isOn)}
    >
      <Forward size={15} aria-hidden />
      <span>{word}</span>
      <Menu.CheckboxItemIndicator>
        <Check size={14} aria-hidden />
      </Menu.CheckboxItemIndicator>
    </Menu.CheckboxItem>
  )
}
