import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ClientProvider } from './client/client-context.tsx'
import { createClient } from './client/client.ts'
import { pickTransport } from './client/transport.ts'
import { toastManager } from './components/notify.ts'
import { App } from './features/frame/app.tsx'
import { isMasked } from './masking/is-masked.ts'
import { createMaskingClient } from './masking/masking-client.ts'
import { AppStateProvider, createAppState, keepChoices } from './state/app-state.ts'

const transport = pickTransport()
const client = createMaskingClient(createClient(transport))
let state = createAppState(client)

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')
const root = createRoot(container)
const render = () =>
  root.render(
    <StrictMode>
      <ClientProvider value={client}>
        <AppStateProvider value={state}>
          {/* A new page where masking was switched: nothing that was read before is left in it. */}
          <App key={String(isMasked.getSnapshot())} />
        </AppStateProvider>
      </ClientProvider>
    </StrictMode>
  )
client.onSwitch(() => {
  // Some name what they were about.
  toastManager.close()
  state = keepChoices(state, createAppState(client))
  render()
})
// Text that appeared in another font would move once its own is there.
const fonts = ['"Inter Variable"', '"JetBrains Mono Variable"']
await Promise.allSettled(fonts.map((font) => document.fonts.load(`1em ${font}`)))
render()
