import { Tabs } from '@base-ui/react/tabs'
import { useState, type KeyboardEvent } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { findSections, sectionTexts } from './section-names.ts'
import { sections } from './sections.tsx'
import styles from './settings.module.css'

const groups = ['Receiving', 'Data', 'App'] as const

/** All sections, or those that have what is looked for. */
export function SectionList() {
  const { dialog } = useAppState()
  const [typed, setTyped] = useState('')
  const found = findSections(typed)
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = found
    if (event.key === 'Enter' && first !== undefined) dialog.set(first)
    // The first Escape takes back what was typed, the second closes the page.
    if (event.key !== 'Escape' || typed === '') return
    event.stopPropagation()
    setTyped('')
  }
  return (
    <div className={styles['side']}>
      <input
        type="search"
        className={styles['find']}
        aria-label="Find a setting"
        placeholder="Find a setting"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <p role="status" className={styles['none']}>
        {found.length === 0 && 'No setting of this name.'}
      </p>
      <Tabs.List aria-label="Settings" activateOnFocus className={styles['list']}>
        {groups.map((group) => {
          const ofGroup = found.filter((name) => sections[name].group === group)
          return (
            ofGroup.length > 0 && (
              <div key={group} role="presentation">
                {/* For the eye: a list of tabs has no headings. */}
                <span className={styles['group']} aria-hidden>
                  {group}
                </span>
                {ofGroup.map((name) => {
                  const { icon: Icon } = sections[name]
                  return (
                    <Tabs.Tab key={name} value={name} className={styles['section']}>
                      <Icon size={15} aria-hidden />
                      {sectionTexts[name].text}
                    </Tabs.Tab>
                  )
                })}
              </div>
            )
          )
        })}
      </Tabs.List>
    </div>
  )
}
