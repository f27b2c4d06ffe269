import { useId } from 'react'
import type { Probe } from '#shared/check-models.ts'
import { Button } from '../../components/button.tsx'
import { useStore } from '../../state/store.ts'
import { checkChoices, choose } from './check-choices.ts'
import { groupNames, inGroups } from './check-words.ts'
import styles from './checks.module.css'

/** What can be found out, and why one would want to know. */
export function ProbeChecklist({ probes }: { readonly probes: readonly Probe[] }) {
  const { left } = useStore(checkChoices)
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    choose({ left: next })
  }
  return (
    <section className={styles['groups']} aria-label="Probes">
      <div className={styles['groupTools']}>
        <Button size="small" disabled={left.size === 0} onClick={() => choose({ left: new Set() })}>
          Choose all
        </Button>
        <Button
          size="small"
          disabled={left.size >= probes.length - 1}
          onClick={() => choose({ left: new Set(probes.slice(1).map(({ id }) => id)) })}
        >
          Only the first
        </Button>
      </div>
      {inGroups(probes, (probe) => probe).map(([group, own]) => (
        <fieldset key={group} className={styles['group']}>
          <legend>{groupNames[group]}</legend>
          {own.map((probe) => (
            <Choice
              key={probe.id}
              probe={probe}
              isFirst={probe === probes[0]}
              isChosen={!left.has(probe.id)}
              onToggle={() => toggle(probe.id)}
            />
          ))}
        </fieldset>
      ))}
    </section>
  )
}

interface ChoiceProps {
  readonly probe: Probe
  /** The one that is never left out. */
  readonly isFirst: boolean
  readonly isChosen: boolean
  readonly onToggle: () => void
}

function Choice({ probe, isFirst, isChosen, onToggle }: ChoiceProps) {
  const id = useId()
  return (
    <div className={styles['choice']}>
      <input
        id={id}
        type="checkbox"
        aria-describedby={`${id}-why`}
        checked={isFirst || isChosen}
        disabled={isFirst}
        onChange={onToggle}
      />
      <label htmlFor={id}>{probe.name}</label>
      <p id={`${id}-why`} className={styles['why']}>
        {probe.why}
        {isFirst && ' It always comes first.'}
      </p>
    </div>
  )
}
