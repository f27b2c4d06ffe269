import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useClient } from '../../client/client-context.tsx'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { choices, choose } from './choices.ts'
import { ClosedEntrance, DialectPick, EntrancePick, NamesPick } from './common-fields.tsx'
import { NumberField } from './number-field.tsx'
import styles from './simulator.module.css'
import { StoryCard } from './story-card.tsx'

/** What happens to people and groups over time, told by the events that a provider would send. */
export function StoriesPanel() {
  const client = useClient()
  const { tempo, times } = useStore(choices)
  const stories = useRead('stories', () => client.call('simulator.stories', {}))
  return (
    <div className={styles['panel']}>
      <div className={styles['picks']}>
        <DialectPick />
        <NamesPick />
        <EntrancePick />
        <div className={styles['tempo']}>
          <Pick
            label="Speed"
            value={tempo}
            options={[
              { value: 'fast', text: 'At once', hint: 'As fast as answers come; the events are dated back' },
              { value: 'times', text: 'Faster', hint: 'With the pauses of real life, made shorter' },
              { value: 'real', text: 'Real time', hint: 'With the pauses of real life' }
            ]}
            onChange={(picked) => choose({ tempo: picked })}
          />
          {tempo === 'times' && (
            <NumberField
              label="Times faster"
              value={times}
              min={2}
              max={1_000_000}
              onChange={(next) => choose({ times: next })}
            />
          )}
        </div>
      </div>
      <ClosedEntrance />
      {stories.status === 'loading' && <Waiting what="the stories" />}
      {stories.status === 'failed' && <Notice tone="bad">{stories.error}</Notice>}
      {stories.status === 'ready' && (
        <ul className={styles['stories']}>
          {stories.value.rows.map((story) => (
            <li key={story.id}>
              <StoryCard story={story} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
