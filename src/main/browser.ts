const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

// Before anything is imported: an older Node dies inside the database's native module without a word.
if (major < 22 || (major === 22 && minor < 15)) {
  console.error(`Webhook Inspector needs Node 22.15 or newer; this is ${process.versions.node}.`)
  process.exitCode = 1
} else {
  const { runBrowserMode } = await import('./hosts/browser/run.ts')
  await runBrowserMode(new URL('.', import.meta.url))
}
