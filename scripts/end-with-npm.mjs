/**
 * npm passes SIGTERM to the shell that it runs a script in, and many shells die of it without telling the script,
 * which would then go on alone. It notices by its new parent, and ends as if the signal had reached it.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  watch.unref()
}
