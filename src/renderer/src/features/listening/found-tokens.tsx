import type { CommandOutput } from '#shared/contract.ts'
import { Button } from '../../components/button.tsx'
import { Ending } from '../secrets/ending.tsx'
import styles from './ways-in.module.css'

export type Found = CommandOutput<'authtoken.find'>['found'][number]

interface FoundTokensProps {
  readonly found: readonly Found[]
  /** Whether importing is what is most likely wanted. */
  readonly isFirst: boolean
  readonly isBusy: boolean
  readonly onImport: (from: Found['from']) => void
}

/** Authtokens that lie outside the app; looked for when this is shown, and taken over only when asked. */
export function FoundTokens({ found, isFirst, isBusy, onImport }: FoundTokensProps) {
  return (
    <ul className={styles['found']} aria-label="Authtokens on this machine">
      {found.map(({ from, where, lastFour }, index) => (
        <li key={`${from} ${where}`}>
          <p>
            {from === 'environment' ? 'Found in the environment: ' : 'Found in ngrok’s configuration: '}
            <code>{where}</code>
            <Ending lastFour={lastFour} lead=", ending in " />
          </p>
          <Button
            look={isFirst && index === 0 ? 'primary' : 'normal'}
            size="small"
            disabled={isBusy}
            onClick={() => onImport(from)}
          >
            Import and start
          </Button>
        </li>
      ))}
    </ul>
  )
}
