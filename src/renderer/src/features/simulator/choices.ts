import type { Dialect, Simulation } from '#shared/simulator-models.ts'
import { createStore } from '../../state/store.ts'

export type Section = 'events' | 'stories' | 'load' | 'runs'
export type Names = 'current' | 'legacy'
export type Entrance = Simulation['entrance']
/** How fast a story is told; `times` that much faster than in real life. */
export type Tempo = 'fast' | 'real' | 'times'

/** What was chosen last in the simulator. It outlives the dialog, which is closed to look at what came of it. */
export interface Choices {
  readonly section: Section
  readonly dialect: Dialect
  readonly names: Names
  readonly entrance: Entrance
  readonly type: string
  readonly count: number
  /** The same one makes the same people. */
  readonly seed: number
  readonly tempo: Tempo
  readonly times: number
  readonly loadTypes: readonly string[]
  readonly perSecond: number
  readonly seconds: number
}

export const newSeed = (): number => Math.floor(Math.random() * 2 ** 31)

export const choices = createStore<Choices>({
  section: 'events',
  dialect: 'okta',
  names: 'current',
  entrance: 'receiver',
  type: 'organization.directory.user_created',
  count: 1,
  seed: newSeed(),
  tempo: 'fast',
  times: 1_000,
  loadTypes: [
    'organization.directory.user_created',
    'organization.directory.user_updated',
    'organization.directory.user_deleted'
  ],
  perSecond: 20,
  seconds: 10
})

export const choose = (change: Partial<Choices>): void => choices.set({ ...choices.getSnapshot(), ...change })

/** Types whose content depends on the directory that sends them. */
export const hasDialect = (type: string): boolean => type.startsWith('organization.directory.')
