import { ArrowLeft } from 'lucide-react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Button } from '../../components/button.tsx'
import { useMedia } from '../../lib/use-media.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useGuide } from '../guide/use-guide.ts'
import { Timeline } from '../timeline/timeline.tsx'
import styles from './app.module.css'
import { Detail } from './detail.tsx'
import { goBack } from './go-back.ts'
import { useBackStep } from './use-back-step.ts'
import { Views } from './views.tsx'

/** Three panes side by side; two where the window is narrow; one at a time where it is narrower still. */
export function Panes() {
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
