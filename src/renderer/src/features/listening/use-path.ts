import { useAppState } from '../../state/app-state.ts'
import type { PathTest } from '../../state/path-test.ts'
import { useStore } from '../../state/store.ts'
import { chainOf, type ChainLink } from './chain.ts'

interface Path {
  /** Empty until it is known. */
  readonly chain: readonly ChainLink[]
  readonly test: PathTest
  /** Sends a request through all of it. */
  readonly run: () => void
}

/** The way of a delivery as it is now, with what the latest test found. */
export function usePath(): Path {
  const { listening, endpoints, settings, pathTest } = useAppState()
  const status = useStore(listening).value
  const forwardTarget = useStore(endpoints).value?.[0]?.forwardTargets[0]
  const replayTarget = useStore(settings).value?.replayTarget ?? null
  const test = useStore(pathTest)
  return {
    chain: status ? chainOf(status, test, forwardTarget ?? replayTarget) : [],
    test,
    run: () => void pathTest.run()
  }
}
