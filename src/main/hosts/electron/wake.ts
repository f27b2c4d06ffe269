import type { PowerMonitor } from 'electron'

/** Tells when the machine woke up, or its user came back to it. After sleep no connection can be trusted. */
export function onWake(powerMonitor: Pick<PowerMonitor, 'on'>, wake: () => void): void {
  powerMonitor.on('resume', wake)
  powerMonitor.on('unlock-screen', wake)
}
