import { EyeOff } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import styles from './mask-bar.module.css'
import { useMaskSwitch } from './use-mask-switch.ts'

/** Says that values are masked for as long as they are, so that nobody takes a mask for what was sent. */
export function MaskBar() {
  const { masked, change } = useMaskSwitch()
  if (!masked) return null
  return (
    <section className={styles['bar']} aria-label="Masking">
      <EyeOff size={14} aria-hidden />
      <span>
        Names of people, addresses, phone numbers, passwords and secrets are masked; organisations and groups
        keep their names.
      </span>
      <Button size="small" onClick={change}>
        Show them
      </Button>
    </section>
  )
}
