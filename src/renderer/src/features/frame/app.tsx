import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useLayoutEffect } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { isDeliveryId } from '#shared/delivery-id.ts'
import { Button } from '../../components/button.tsx'
import { Toasts } from '../../components/toasts.tsx'
import { useMedia } from '../../lib/use-media.ts'
import { useAppState } from '../../state/app-state.ts'
import type { SelectionStore } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { useNotices } from '../about/use-notices.ts'
import { ChecksDialog } from '../checks/checks-dialog.tsx'
import { DropToImport } from '../data/drop-to-import.tsx'
import { useSavedFiles } from '../data/use-saved-files.ts'
import { useArrivals } from '../desktop/use-arrivals.ts'
import { useCopyLink } from '../desktop/use-copy-link.ts'
import { DeliveryPane } from '../delivery/delivery-pane.tsx'
import { EditorDialog } from '../editor/editor-dialog.tsx'
import { EntityPane } from '../entity/entity-pane.tsx'
import { EventPane } from '../event/event-pane.tsx'
import { NoSelection } from '../event/no-selection.tsx'
import { Guide } from '../guide/guide.tsx'
import { useGuide, useGuideStart } from '../guide/use-guide.ts'
import { TunnelDialog } from '../listening/tunnel-dialog.tsx'
import { MaskBar } from '../masking/mask-bar.tsx'
import { ShapesDialog } from '../mapping/shapes-dialog.tsx'
import { Palette } from '../palette/palette.tsx'
import { ReplaysDialog } from '../replay/replays-dialog.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { ShareDialog } from '../sharing/share-dialog.tsx'
import { CheatSheet } from '../shortcuts/cheat-sheet.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { SimulatorDialog } from '../simulator/simulator-dialog.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import styles from './app.module.css'
import { StartNotices } from './start-notices.tsx'
import { focusNextPane, focusPane, keepKeyboard } from './panes.ts'
import { StatusLine } from './status-line.tsx'
import { TopBar } from './top-bar.tsx'
import { useAppActions } from './use-app-actions.ts'
import { useBackStep } from './use-back-step.ts'
import { Views } from './views.tsx'

export function App() {
  const { selection } = useAppState()
  useTheme()
  useGuideStart()
  useAppActions()
  useArrivals()
  useAction('copyLink', useCopyLink())
  useNotices()
  useSavedFiles()
  useAction('paneBefore', () => focusNextPane(-1))
  useAction('paneAfter', () => focusNextPane(1))
  useAction('back', () => goBack(selection))
  return (
    // The page's policy allows no style element, so that no primitive may make one.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <div className={styles['app']}>
          <TopBar />
          <MaskBar />
          <StartNotices />
          <main className={styles['main']}>
            <Panes />
          </main>
          <StatusLine />
        </div>
        <SettingsPage />
        <TunnelDialog />
        <ShapesDialog />
        <ReplaysDialog />
        <EditorDialog />
        <ShareDialog />
        <SimulatorDialog />
        <ChecksDialog />
        <Palette />
        <DropToImport />
        <CheatSheet />
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  )
}

function goBack(selection: SelectionStore): void {
  if (selection.getSnapshot().entity === null) {
    selection.close()
    focusPane('timeline')
  } else {
    selection.closeEntity()
    focusPane('event')
  }
}

/** Three panes side by side; two where the window is narrow; one at a time where it is narrower still. */
function Panes() {
  const hasThree = useMedia('(min-width: 1100px)')
  const hasTwo = useMedia('(min-width: 720px)')
  if (hasThree) return <WidePanes key="three" />
  return hasTwo ? <TwoPanes key="two" /> : <OnePane />
}

function WidePanes() {
  const layout = useDefaultLayout({ id: 'panes', panelIds: ['views', 'timeline', 'event'] })
  return (
    <Group id="panes" className={styles['panes']} {...layout}>
      <Panel
        id="views"
        defaultSize={210}
        minSize={150}
        maxSize={360}
        groupResizeBehavior="preserve-pixel-size"
      >
        <Views />
      </Panel>
      <Separator className={styles['separator']} aria-label="Width of the views" />
      <Panel id="timeline" defaultSize={460} minSize={320} groupResizeBehavior="preserve-pixel-size">
        <Timeline />
      </Panel>
      <Separator className={styles['separator']} aria-label="Width of the timeline" />
      <Panel id="event" minSize={380}>
        <Detail />
      </Panel>
    </Group>
  )
}

function TwoPanes() {
  const layout = useDefaultLayout({ id: 'two-panes', panelIds: ['timeline', 'event'] })
  return (
    <div className={styles['folded']}>
      <Views isStrip />
      <Group id="two-panes" className={styles['panes']} {...layout}>
        <Panel id="timeline" defaultSize="42%" minSize={300}>
          <Timeline />
        </Panel>
        <Separator className={styles['separator']} aria-label="Width of the timeline" />
        <Panel id="event" minSize={340}>
          <Detail />
        </Panel>
      </Group>
    </div>
  )
}

function OnePane() {
  const { selection } = useAppState()
  const { id, entity, isOpen } = useStore(selection)
  const { isOpen: isGuide } = useGuide()
  const isDetail = isOpen && (id !== null || entity !== null || isGuide)
  useBackStep(selection, isDetail)
  return (
    <div className={styles['folded']}>
      <div className={styles['layers']}>
        {/* The timeline stays where it is below the event, so that going back finds it as it was. */}
        <div className={styles['layer']} inert={isDetail}>
          <Views isStrip />
          <Timeline />
        </div>
        {isDetail && (
          <div className={styles['layer']}>
            <div className={styles['back']}>
              <Button look="ghost" size="small" onClick={() => goBack(selection)}>
                <ArrowLeft size={14} aria-hidden />
                Timeline
              </Button>
            </div>
            <Detail />
          </div>
        )}
      </div>
    </div>
  )
}

function Detail() {
  const { selection } = useAppState()
  const { view, id, entity } = useStore(selection)
  const { isOpen: isGuide } = useGuide()
  // The page of an entity and its event take each other's place.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- that it is another one is the reason
  useEffect(() => keepKeyboard('event'), [entity])
  if (entity !== null) {
    return (
      <section className={styles['detail']} data-pane="event" aria-label="Entity" tabIndex={-1}>
        <EntityPane id={entity} at={id} />
      </section>
    )
  }
  const isEvent = id === null ? view === 'events' || view === 'starred' : !isDeliveryId(id)
  const label = isEvent ? 'Event' : 'Delivery'
  return (
    <section
      className={styles['detail']}
      data-pane="event"
      aria-label={id === null && isGuide ? 'First steps' : label}
      tabIndex={-1}
    >
      {id === null && (isGuide ? <Guide /> : <NoSelection />)}
      {id !== null && (isEvent ? <EventPane id={id} /> : <DeliveryPane id={id} />)}
    </section>
  )
}

/** Until the setting is known, what `theme.js` remembers from the last time decides. */
function useTheme(): void {
  const { settings } = useAppState()
  const { theme, contrast: wanted, density } = useStore(settings).value ?? {}
  const isMore = useMedia('(prefers-contrast: more)')
  const contrast = wanted === 'system' && isMore ? 'more' : wanted
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    for (const [name, value] of Object.entries({ theme, contrast, density })) {
      if (value === undefined) continue
      localStorage.setItem(name, value)
      dataset[name] = value
    }
  }, [theme, contrast, density])
}
