import { actionNames, actionOf } from '#shared/actions.ts'
import { Keys } from '../../components/keys.tsx'
import styles from './key-list.module.css'
import { listKeys } from './list-keys.ts'

const groups = ['Timeline', 'Event', 'Views', 'Anywhere'] as const
const withKeys = actionNames.flatMap((name) => {
  const { shown, group, text } = actionOf(name)
  return shown === undefined ? [] : [{ shown, group, text }]
})
const all = [...withKeys, ...listKeys]

/** Every key and what it does. */
export function KeyList() {
  return (
    <div className={styles['groups']}>
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <dl>
            {all
              .filter((shortcut) => shortcut.group === group)
              .map(({ shown, text }) => (
                <div key={text}>
                  <dt>
                    <Keys shown={shown} />
                  </dt>
                  <dd>{text}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
