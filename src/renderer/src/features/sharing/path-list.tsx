import { X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { readMarkedPath } from '#shared/redaction/marked-paths.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { messageOf } from '../../state/live-value.ts'
import styles from './sharing.module.css'

interface PathListProps {
  readonly paths: readonly string[]
  readonly onChange: (paths: readonly string[]) => void
}

const mostPaths = 100

/** Paths whose values are replaced besides. */
export function PathList({ paths, onChange }: PathListProps) {
  const [path, setPath] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const add = () => {
    const wanted = path.trim()
    if (wanted === '') return
    const why = mistakeIn(wanted)
    setMistake(why)
    if (why !== null) return
    onChange([...new Set([...paths, wanted])])
    setPath('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <div className={styles['paths']}>
      <div className={styles['addPath']}>
        <TextField
          label="Also replace what stands at"
          isMono
          maxLength={300}
          placeholder="data.raw_attributes.title"
          value={path}
          onChange={(event) => {
            setPath(event.target.value)
            setMistake(null)
          }}
          onKeyDown={onKeyDown}
          error={mistake}
        />
        <Button disabled={path.trim() === '' || paths.length >= mostPaths} onClick={add}>
          Add path
        </Button>
      </div>
      {paths.length > 0 && (
        <ul className={styles['chosen']} aria-label="Paths that are replaced besides">
          {paths.map((each) => (
            <li key={each}>
              <code>
                <bdi>{each}</bdi>
              </code>
              <Button
                look="ghost"
                size="small"
                isIcon
                aria-label={`Do not replace ${each}`}
                title="Take out of the list"
                onClick={() => onChange(paths.filter((other) => other !== each))}
              >
                <X size={13} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function mistakeIn(path: string): string | null {
  try {
    readMarkedPath(path)
    return null
  } catch (error) {
    return messageOf(error)
  }
}
