// Imported before anything else by the scripts that people start. An older Node would fail on them with a
// syntax error or a crash; this file has to run under any of them.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 15)) {
  console.error(
    `Webhook Inspector needs Node 22.15 or newer; this is ${process.versions.node}. ` +
      'On Linux x64 "npm install" brings one along: use "npm start", "npm run serve" or "npm test".'
  )
  process.exit(1)
}
