import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { recordPackages } from './scripts/record-packages.ts'

export default defineConfig({
  main: {
    plugins: [recordPackages()],
    build: {
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          browser: resolve('src/main/browser.ts'),
          'store-worker': resolve('src/main/core/store/worker.ts'),
          'tunnel-process': resolve('src/main/core/tunnel/process.ts')
        }
      }
    }
  },
  preload: {
    plugins: [recordPackages()],
    build: {
      // A sandboxed preload can load one CommonJS file that requires nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    // The page's policy allows fonts and images from its own files only, so none are put into the style sheet.
    build: { minify: true, assetsInlineLimit: 0 },
    plugins: [react({ compiler: true }), recordPackages()]
  }
})
