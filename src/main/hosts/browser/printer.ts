import type { DeliverySummary } from '#shared/models.ts'

/** What there is to know once everything is ready. */
export interface Ready {
  readonly receiverUrl: string | null
  readonly uiUrl: string
  readonly publicUrl: string | null
  readonly dataDir: string
  readonly pid: number
}

export interface Printer {
  ready(ready: Ready): void
  delivery(delivery: DeliverySummary): void
}

/** Writes newline-delimited JSON for programs. `ready` is the first line: deliveries that come earlier wait for it. */
export function createJsonPrinter(write: (text: string) => void): Printer {
  let early: DeliverySummary[] | null = []
  const line = (event: string, fields: object) => write(`${JSON.stringify({ event, ...fields })}\n`)
  const delivery = ({ id, verdict, claimedType, eventId, receivedAt }: DeliverySummary) =>
    line('delivery', { id, verdict, type: claimedType, eventId, receivedAt })
  return {
    ready(ready) {
      line('ready', ready)
      early?.forEach(delivery)
      early = null
    },
    delivery: (one) => void (early?.push(one) ?? delivery(one))
  }
}

/** Writes for people: where everything is. What arrives is on the page. */
export function createTextPrinter(version: string, write: (text: string) => void): Printer {
  return {
    ready({ receiverUrl, uiUrl, publicUrl, dataDir }) {
      const rows = [
        ['Receiver', receiverUrl ?? 'not listening'],
        ...(publicUrl === null ? [] : [['Public', publicUrl]]),
        ['Page', uiUrl],
        ['Data', dataDir]
      ]
      const lines = rows.map(([name = '', value]) => `  ${name.padEnd(10)}${value}\n`)
      write(`Webhook Inspector ${version} in browser mode\n\n${lines.join('')}\nPress Ctrl+C to stop.\n`)
    },
    delivery() {
      // Said on the page.
    }
  }
}
