import { Menu } from '@base-ui/react/menu'
import { Check, ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { Mapping, Provider } from '#shared/mapping-models.ts'
import { providerNames } from '#shared/provider-names.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import menu from '../../components/menu.module.css'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { plural } from '../../lib/format-count.ts'
import { formatInstant } from '../../lib/format-time.ts'
import { dayOf } from './mapping-words.ts'
import styles from './mapping-head.module.css'

const guessed = 'guessed'
const names = Object.keys(providerNames) as readonly Provider[]

interface ProviderLineProps {
  readonly mapping: Pick<Mapping, 'directory' | 'provider'>
  readonly onChange: () => void
}

/** Whose directory it is, why that is thought, and the way to say otherwise. */
export function ProviderLine({ mapping: { directory, provider }, onChange }: ProviderLineProps) {
  const [isWhy, setIsWhy] = useState(false)
  const whyId = useId()
  const { evidence } = provider
  const owner = directory.organizationName ?? directory.organizationId
  return (
    <div className={styles['provider']}>
      <p>
        Directory
        {owner !== null && (
          <>
            {' '}
            of <bdi>{owner}</bdi>
          </>
        )}
      </p>
      <ProviderMenu mapping={{ directory, provider }} onChange={onChange} />
      <span>{basisOf(provider)}</span>
      {evidence.length > 0 && (
        <Button
          look="ghost"
          size="small"
          aria-expanded={isWhy}
          aria-controls={whyId}
          onClick={() => setIsWhy(!isWhy)}
        >
          Why?
        </Button>
      )}
      <p className={styles['learned']}>
        {directory.events > 0 && directory.since !== null && (
          <span title={formatInstant(directory.since)}>
            learned from {plural(directory.events, 'event')} since {dayOf(directory.since)}
          </span>
        )}
      </p>
      <ul id={whyId} hidden={!isWhy} className={styles['evidence']}>
        {evidence.map((sentence) => (
          <li key={sentence}>
            <bdi>{sentence}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}

function basisOf({ chosen, guess }: Mapping['provider']): string {
  if (chosen === null) return guess === null ? 'nothing points to a provider' : 'guessed'
  return guess === null || guess === chosen
    ? 'set by you'
    : `set by you; it looks like ${providerNames[guess]}`
}

function ProviderMenu({ mapping: { directory, provider }, onChange }: ProviderLineProps) {
  const client = useClient()
  const { organizationId } = directory
  const { chosen, guess } = provider
  const name = chosen ?? guess
  const choose = (value: string) => {
    if (organizationId === null) return
    void notify.whenFailed('Could not change the provider', async () => {
      const next = names.find((known) => known === value) ?? null
      await client.call('directories.setProvider', { organizationId, provider: next })
      onChange()
    })
  }
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <Button
            size="small"
            disabled={organizationId === null}
            title={
              organizationId === null
                ? 'This event names no organisation for which a choice could be kept'
                : 'Provider of this directory'
            }
            aria-label={`Provider: ${name === null ? 'not known' : providerNames[name]}`}
          />
        }
      >
        {name === null ? 'Provider not known' : providerNames[name]}
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
            <Menu.RadioGroup value={chosen ?? guessed} onValueChange={choose}>
              <ProviderItem
                value={guessed}
                text={`As guessed${guess === null ? '' : `: ${providerNames[guess]}`}`}
              />
              {names.map((known) => (
                <ProviderItem key={known} value={known} text={providerNames[known]} />
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function ProviderItem({ value, text }: { readonly value: string; readonly text: string }) {
  return (
    <Menu.RadioItem value={value} closeOnClick className={menu['item']}>
      <span>{text}</span>
      <Menu.RadioItemIndicator>
        <Check size={14} aria-hidden />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  )
}
