import { useState } from 'react'
import type { Entity, EntityRelative } from '#shared/entity-models.ts'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { plural } from '../../lib/format-count.ts'
import { EntityLink } from './entity-link.tsx'
import { isLater, sharedBy } from './entity-words.ts'
import styles from './entity.module.css'

const fewShown = 2

/** Other entities that seem to be the same person or group. */
export function Relatives({ entity }: { readonly entity: Entity }) {
  const [isOpen, setIsOpen] = useState(false)
  const { relatives } = entity
  if (relatives.length === 0) return null
  const shown = isOpen ? relatives : relatives.slice(0, fewShown)
  return (
    <div className={styles['relatives']}>
      <Notice tone="info">
        <ul>
          {shown.map((relative) => (
            <Relative key={relative.id} relative={relative} entity={entity} />
          ))}
        </ul>
        {relatives.length > shown.length && (
          <Button size="small" onClick={() => setIsOpen(true)}>
            Show {plural(relatives.length - shown.length, 'more', 'more')}
          </Button>
        )}
      </Notice>
    </div>
  )
}

function Relative({ relative, entity }: { readonly relative: EntityRelative; readonly entity: Entity }) {
  const { id, label, firstAt, lastAt, deleted } = relative
  return (
    <li>
      {isLater(relative, entity) ? 'Probably provisioned again as' : 'Probably provisioned before as'}{' '}
      <EntityLink id={id} name={label ?? id} />{' '}
      <span className={styles['faint']}>
        {label !== null && (
          <code>
            <bdi>{id}</bdi>
          </code>
        )}{' '}
        {sharedBy(relative)}, <Instant at={firstAt} isRough />
        {lastAt !== firstAt && (
          <>
            {' '}
            to <Instant at={lastAt} isRough />
          </>
        )}
        {deleted && ', since deleted'}
      </span>
    </li>
  )
}
