import type { ShapeChange } from '#shared/mapping-models.ts'
import { Button } from '../../components/button.tsx'
import { useAppState } from '../../state/app-state.ts'
import styles from './mapping.module.css'
import { ShapeList } from './shape-list.tsx'

interface DirectoryNewsProps {
  readonly news: readonly ShapeChange[]
  readonly organizationName: string | null
}

const shownCount = 8

/** What came, went or changed in the raw attributes of this directory. */
export function DirectoryNews({ news, organizationName }: DirectoryNewsProps) {
  const { dialog } = useAppState()
  return (
    <section className={styles['section']} aria-labelledby="news-heading">
      <h3 id="news-heading">What changed in this directory</h3>
      {news.length === 0 ? (
        <p className={styles['quiet']}>
          No raw attribute of {organizationName === null ? 'this directory' : <bdi>{organizationName}</bdi>}{' '}
          has appeared, gone or changed its type so far.
        </p>
      ) : (
        <ShapeList changes={news.slice(0, shownCount)} fresh={noneFresh} />
      )}
      {news.length > shownCount && (
        <Button size="small" onClick={() => dialog.set('shapes')}>
          Show all payload changes
        </Button>
      )}
    </section>
  )
}

const noneFresh: ReadonlySet<string> = new Set()
