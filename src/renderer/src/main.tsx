import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ClientProvider } from './client/client-context.tsx'
import { createClient } from './client/client.ts'
import { pickTransport } from './client/transport.ts'
import { App } from './features/frame/app.tsx'
import { AppStateProvider, createAppState } from './state/app-state.ts'

const transport = pickTransport()
const client = createClient(transport)
const state = createAppState(client)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <ClientProvider value={client}>
      <AppStateProvider value={state}>
        <App />
      </AppStateProvider>
    </ClientProvider>
  </StrictMode>
)
