import { IdButton } from '../../components/id-button.tsx'
import { childCount, depthOf, kindOf, nameOf, plainTextOf, type FlatJson } from '../../lib/flat-json.ts'
import { pathOf } from '../../lib/json-rows.ts'
import { spellOutHidden } from '../../lib/hidden-characters.ts'
import { meaningOf } from './value-meaning.ts'
import styles from './value-line.module.css'

/** Deeper, a path is no help to anybody, and takes long to write. */
const deepestPath = 200

interface ValueLineProps {
  readonly json: FlatJson
  /** -1 before the reader has chosen one. */
  readonly index: number
}

/** Where the active value is, and the moment it stands for: what hovering tells, for the keyboard too. */
export function ValueLine({ json, index }: ValueLineProps) {
  const isLeaf = index >= 0 && childCount(json, index) === 0
  const meaning = isLeaf
    ? meaningOf(kindOf(json, index), nameOf(json, index), plainTextOf(json, index))
    : null
  return (
    <div className={styles['line']}>
      {index < 0 && (
        <span className={styles['hint']}>
          Arrow keys walk and fold, Enter or Shift F10 shows what can be done
        </span>
      )}
      {index >= 0 && <Place json={json} index={index} />}
      {meaning !== null && <span className={styles['meaning']}>{meaning.replace('\n', ' · ')}</span>}
    </div>
  )
}

function Place({ json, index }: ValueLineProps) {
  const depth = depthOf(json, index)
  if (depth > deepestPath) return <span className={styles['hint']}>level {depth}</span>
  const path = pathOf(json, index)
  if (path === '') return <span className={styles['hint']}>the whole payload</span>
  return <IdButton id={path} shown={spellOutHidden(path)} what="the path" />
}
