import {
  AtSign,
  Fingerprint,
  KeyRound,
  LockKeyhole,
  UserCheck,
  UserMinus,
  UserPlus,
  UserX,
  type LucideIcon
} from 'lucide-react'
import type { CallOut, CallOutCode } from '#shared/changes/call-outs.ts'
import { Tag, type Tone } from '../../components/tag.tsx'
import styles from './call-outs.module.css'

const looks: Readonly<Record<CallOutCode, { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  deactivated: { icon: UserX, tone: 'bad' },
  reactivated: { icon: UserCheck, tone: 'good' },
  inactive: { icon: UserX, tone: 'warn' },
  identity_changed: { icon: Fingerprint, tone: 'warn' },
  email_changed: { icon: AtSign, tone: 'warn' },
  roles_changed: { icon: KeyRound, tone: 'warn' },
  left_groups: { icon: UserMinus, tone: 'info' },
  joined_groups: { icon: UserPlus, tone: 'info' },
  lost_members: { icon: UserMinus, tone: 'info' },
  gained_members: { icon: UserPlus, tone: 'info' },
  password_present: { icon: LockKeyhole, tone: 'bad' }
}

/** What must not be overlooked about a change or a start. */
export function CallOuts({ callOuts }: { readonly callOuts: readonly CallOut[] }) {
  if (callOuts.length === 0) return null
  return (
    <ul className={styles['callOuts']} aria-label="Not to be overlooked">
      {callOuts.map(({ code, title, detail }) => (
        <li key={`${code} ${detail}`}>
          <Tag tone={looks[code].tone} icon={looks[code].icon}>
            {title}
          </Tag>
          <span>
            <bdi>{detail}</bdi>
          </span>
        </li>
      ))}
    </ul>
  )
}
