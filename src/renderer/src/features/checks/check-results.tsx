import { useEffect, useRef, useState } from 'react'
import type { HandlerCheck } from '#shared/check-models.ts'
import { SelectField } from '../../components/field.tsx'
import { Instant } from '../../components/instant.tsx'
import { formatClock } from '../../lib/format-time.ts'
import { CheckActions } from './check-actions.tsx'
import { choose } from './check-choices.ts'
import { CheckSummary, rowId } from './check-summary.tsx'
import { groupNames, inGroups, sayCheck } from './check-words.ts'
import styles from './checks.module.css'
import { ProbeRow } from './probe-row.tsx'

interface CheckResultsProps {
  readonly check: HandlerCheck
  readonly checks: readonly HandlerCheck[]
}

/** What a check found, live while it runs. */
export function CheckResults({ check, checks }: CheckResultsProps) {
  // By probe, so that another check shows the same ones opened.
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string, isOpen: boolean) => {
    const next = new Set(open)
    if (isOpen) next.add(id)
    else next.delete(id)
    setOpen(next)
  }
  return (
    <>
      <div className={styles['head']}>
        <Arrival key={check.id} />
        {checks.length > 1 ? <ChooseCheck check={check} checks={checks} /> : <CheckLine check={check} />}
        <CheckSummary check={check} onOpen={(id) => toggle(id, true)} />
        <CheckActions check={check} />
      </div>
      <div className={styles['groups']}>
        {inGroups(check.results, ({ probe }) => probe).map(([group, results]) => (
          <section key={group} aria-label={groupNames[group]}>
            <h3 className={styles['groupName']}>{groupNames[group]}</h3>
            <ul className={styles['rows']}>
              {results.map((result) => (
                <li key={result.probe.id} id={rowId(result)}>
                  <ProbeRow
                    result={result}
                    isOpen={open.has(result.probe.id)}
                    onToggle={(isOpen) => toggle(result.probe.id, isOpen)}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

/** A check that was just started shows from its top; the button that was pressed for it has gone. */
function Arrival() {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
  }, [])
  return <span ref={place} tabIndex={-1} className={styles['arrival']} />
}

function CheckLine({ check }: { readonly check: HandlerCheck }) {
  return (
    <p className={styles['of']}>
      <code>
        <bdi>{check.target}</bdi>
      </code>
      <span>
        checked <Instant at={check.startedAt} />
      </span>
    </p>
  )
}

/** Which of the checks shows. */
function ChooseCheck({ check, checks }: CheckResultsProps) {
  return (
    <SelectField
      label="Results of"
      value={check.id}
      onChange={({ target }) => choose({ shown: target.value })}
    >
      {checks.map((one) => (
        <option key={one.id} value={one.id}>
          {`${formatClock(one.startedAt)}, ${one.target}: ${sayCheck(one).text}`}
        </option>
      ))}
    </SelectField>
  )
}
