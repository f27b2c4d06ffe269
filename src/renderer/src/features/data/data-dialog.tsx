import { useState } from 'react'
import { Dialog } from '../../components/dialog.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { formatBytes, formatCount, plural } from '../../lib/format-count.ts'
import { useAppState, type OpenDialog } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './data.module.css'
import { ExportPanel } from './export-panel.tsx'
import { ImportPanel } from './import-panel.tsx'
import { LimitsForm } from './limits-form.tsx'

type Section = 'limits' | 'export' | 'import'

/** What is stored, how much of it is kept, and how it leaves and enters as a file. */
export function DataDialog() {
  const { dialog, importFile } = useAppState()
  const opened = useStore(dialog)
  const isDropped = useStore(importFile) !== null
  return (
    <Dialog
      isOpen={opened === 'data' || opened === 'import' || opened === 'export'}
      onClose={() => dialog.set(null)}
      title="Data"
      description={<Stored />}
      isWide
    >
      <Sections first={firstOf(isDropped ? 'import' : opened)} />
    </Dialog>
  )
}

const firstOf = (opened: OpenDialog): Section =>
  opened === 'import' || opened === 'export' ? opened : 'limits'

function Stored() {
  const { stats } = useAppState()
  const stored = useStore(stats).value
  if (!stored) return null
  const counts = [
    plural(stored.events, 'event'),
    `${formatCount(stored.rejected)} rejected`,
    `${formatCount(stored.unchecked)} unchecked`,
    plural(stored.interceptors, 'interceptor call')
  ]
  return (
    <>
      {formatBytes(stored.databaseBytes)} on disk: {counts.join(', ')}.
    </>
  )
}

function Sections({ first }: { readonly first: Section }) {
  const { settings } = useAppState()
  const stored = useStore(settings).value
  const [section, setSection] = useState(first)
  const tabs: readonly TabEntry<Section>[] = [
    {
      value: 'limits',
      text: 'What is kept',
      panel: () => stored && <LimitsForm settings={stored} />
    },
    { value: 'export', text: 'Export', panel: () => <ExportPanel /> },
    { value: 'import', text: 'Import', panel: () => <ImportPanel /> }
  ]
  return (
    <div className={styles['sections']}>
      <Tabs label="Data" value={section} onChange={setSection} tabs={tabs} />
    </div>
  )
}
