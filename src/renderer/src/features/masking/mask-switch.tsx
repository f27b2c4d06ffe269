import { Eye, EyeOff } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { useMaskSwitch } from './use-mask-switch.ts'

export function MaskSwitch() {
  const { masked, change } = useMaskSwitch()
  useAction('mask', change)
  const Icon = masked ? EyeOff : Eye
  return (
    <Button
      look="ghost"
      isIcon
      aria-label="Mask sensitive values"
      aria-pressed={masked}
      title={`Mask sensitive values, for when others look on (${actions.mask.shown})`}
      onClick={change}
    >
      <Icon size={16} aria-hidden />
    </Button>
  )
}
