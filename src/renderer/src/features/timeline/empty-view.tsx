import { CircleHelp, Hand, Inbox, SearchX, ShieldCheck, Star } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import clamp from '../../components/clamp.module.css'
import { Empty } from '../../components/notice.tsx'
import { useMedia } from '../../lib/use-media.ts'
import { useAppState } from '../../state/app-state.ts'
import type { View } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { Guide } from '../guide/guide.tsx'
import { useGuide } from '../guide/use-guide.ts'
import { useListening } from '../listening/use-listening.ts'
import { SendSample } from '../samples/send-sample.tsx'
import { SignedCurl } from '../samples/signed-curl.tsx'

/** What a view says while it has no rows: what will be there, and the next thing to do. */
export function EmptyView({ view }: { readonly view: View }) {
  switch (view) {
    case 'events':
      return <NoEvents />
    case 'starred':
      return (
        <Empty icon={Star} title="Nothing is starred">
          <p>
            Star an event with <kbd>{actions.star.shown}</kbd> or the star at its top. Starred events are
            kept, whatever the limits say.
          </p>
        </Empty>
      )
    case 'rejected':
      return (
        <Empty icon={ShieldCheck} title="Nothing was rejected">
          <p>
            Deliveries whose signature does not hold are kept here, each with its cause and how to fix it.
          </p>
        </Empty>
      )
    case 'unchecked':
      return <NoneUnchecked />
    case 'interceptors':
      return <NoInterceptors />
  }
}

export function NothingFound() {
  const { query } = useAppState()
  const filter = useStore(query)
  return (
    <Empty
      icon={SearchX}
      title="Nothing matches"
      actions={<Button onClick={() => query.set('')}>Clear the filter</Button>}
    >
      <p className={clamp['clamp']}>
        Nothing stored matches <code>{filter}</code>.
      </p>
    </Empty>
  )
}

function NoEvents() {
  const { guide } = useAppState()
  const isUndecided = useStore(guide).isOpen === null
  const { status, start } = useListening()
  const { isOpen: isGuide } = useGuide()
  // Where one pane shows at a time, this is the place for the guide; otherwise it has the pane beside.
  const hasPaneBeside = useMedia('(min-width: 720px)')
  // What there is to do is not known yet, and would move the rest once it is.
  if (!status || isUndecided) return null
  if (isGuide && !hasPaneBeside) return <Guide />
  return (
    <Empty
      icon={Inbox}
      title="No events yet"
      // The guide beside it offers the same, in order.
      actions={
        !isGuide && (
          <>
            <SendSample />
            {status.tunnel.state !== 'online' && <Button onClick={start}>Start listening</Button>}
          </>
        )
      }
      footer={status.receiver.url !== null && <SignedCurl url={status.receiver.url} />}
    >
      <p>
        An event appears here the moment a signed delivery arrives. Send a sample to see one now: it is signed
        and verified like Scalekit's own.
      </p>
    </Empty>
  )
}

function NoneUnchecked() {
  const { dialog } = useAppState()
  return (
    <Empty
      icon={CircleHelp}
      title="Nothing is waiting for a secret"
      actions={<Button onClick={() => dialog.set('secrets')}>Signing secrets</Button>}
    >
      <p>
        Deliveries that arrive before a signing secret is stored are kept here. They become events as soon as
        a secret explains them.
      </p>
    </Empty>
  )
}

function NoInterceptors() {
  const { dialog } = useAppState()
  return (
    <Empty
      icon={Hand}
      title="No interceptor has called"
      actions={<Button onClick={() => dialog.set('endpoints')}>Choose the decisions</Button>}
    >
      <p>
        Scalekit calls an interceptor before it lets a sign-up, a login, an invitation or a token through, and
        waits for the decision. Each call is answered with the decision that its endpoint has for the trigger:
        ALLOW, until you choose otherwise.
      </p>
    </Empty>
  )
}
