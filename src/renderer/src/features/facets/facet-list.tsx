import { Toolbar } from '@base-ui/react/toolbar'
import { Ban, ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { termsIn } from '#shared/query/edit-query.ts'
import { classNames } from '../../lib/class-names.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import {
  facetGroups,
  facetState,
  withFacet,
  type Facet,
  type FacetGroup,
  type FacetState
} from './facet-groups.ts'
import styles from './facets.module.css'

const shownAtFirst = 6

/** What the stored events have in common, counted; each narrows the timeline down, or leaves out. */
export function FacetList() {
  const { facets, endpoints, query } = useAppState()
  const asked = termsIn(useStore(query))
  const { value } = useStore(facets)
  const names = new Map(useStore(endpoints).value?.map(({ id, name }) => [id, name]))
  if (!value) return null
  return (
    <div className={styles['facets']}>
      {facetGroups(value, names).map((group) => (
        <Group key={group.name} group={group} asked={asked} />
      ))}
    </div>
  )
}

interface GroupProps {
  readonly group: FacetGroup
  /** What the filter asks for. */
  readonly asked: ReadonlySet<string>
}

function Group({ group: { name, facets }, asked }: GroupProps) {
  const [isWhole, setIsWhole] = useState(false)
  const states = facets.map((facet) => facetState(asked, facet))
  // What the filter asks for is shown wherever it stands.
  const shown = facets.filter((_, index) => isWhole || index < shownAtFirst || states[index] !== null)
  const left = facets.length - shown.length
  return (
    <section className={styles['group']} aria-label={name}>
      <h2>{name}</h2>
      <Toolbar.Root orientation="vertical" aria-label={`Filter by ${name.toLowerCase()}`}>
        {shown.map((facet) => (
          <FacetRow key={facet.name + facet.hint} facet={facet} state={facetState(asked, facet)} />
        ))}
        {(left > 0 || isWhole) && (
          <Toolbar.Button
            className={styles['more']}
            onClick={() => setIsWhole(!isWhole)}
            aria-expanded={isWhole}
          >
            {isWhole ? <ChevronUp size={13} aria-hidden /> : <ChevronDown size={13} aria-hidden />}
            {isWhole ? 'Show fewer' : `Show ${formatCount(left)} more`}
          </Toolbar.Button>
        )}
      </Toolbar.Root>
    </section>
  )
}

function FacetRow({ facet, state }: { readonly facet: Facet; readonly state: FacetState }) {
  const { query } = useAppState()
  const set = (wanted: typeof state) => {
    query.set(withFacet(query.getSnapshot(), facet, wanted === state ? null : wanted))
  }
  const { name, hint, end, count, isMore } = facet
  return (
    <div className={classNames(styles['row'], state !== null && styles[state])}>
      <Toolbar.Button
        className={styles['facet']}
        aria-pressed={state !== null}
        aria-keyshortcuts="-"
        title={hint === '' ? name : `${name}: ${hint}`}
        onClick={(event) => set(event.altKey ? 'refused' : (state ?? 'wanted'))}
        onKeyDown={(event) => {
          if (event.key === '-') set('refused')
        }}
      >
        <span className={styles['name']}>
          {state === 'refused' && <span className={styles['words']}>Not </span>}
          {name}
        </span>
        {end !== null && <span className={styles['end']}>{end}</span>}
        <span className={styles['count']}>
          {formatCount(count)}
          {isMore && '+'}
        </span>
      </Toolbar.Button>
      {/* By key it is the minus on the row itself. */}
      <button
        type="button"
        tabIndex={-1}
        className={styles['refuse']}
        aria-pressed={state === 'refused'}
        aria-label={`Leave out ${name}`}
        title={`Leave out ${name} (-)`}
        onClick={() => set('refused')}
      >
        <Ban size={12} aria-hidden />
      </button>
    </div>
  )
}
