import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

export const SampleType = z.object({
  type: z.string(),
  category: z.string(),
  description: z.string(),
  /** `documented`, `legacy`, … as the catalogue has it. */
  status: z.string(),
  variants: z.array(z.string())
})
export type SampleType = z.infer<typeof SampleType>

export const AppInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  dataDir: z.string(),
  vault: z.object({ kind: z.string(), secure: z.boolean(), note: z.string().nullable() }),
  /** What happened at the start that the user should know, e.g. where a damaged database is kept. */
  notices: z.array(z.string())
})
export type AppInfo = z.infer<typeof AppInfo>
