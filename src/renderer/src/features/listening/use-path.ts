import { useAppState } from '../../state/app-state.ts'
import { appTargetOf } from '../../state/app-target.ts'
import type { PathTest } from '../../state/path-test.ts'
import { useStore } from '../../state/store.ts'
import { chainOf, reachOf, type ChainLink, type Reach } from './chain.ts'

interface Path {
  /** Empty until it is known. */
  readonly chain: readonly ChainLink[]
  readonly test: PathTest
  readonly reach: Reach
  /** Sends a request through all of it. */
  readonly run: () => void
}

/** The way of a delivery as it is now, with what the latest test found. */
export function usePath(): Path {
  const { listening, endpoints, settings, pathTest } = useAppState()
  const status = useStore(listening).value
  const target = appTargetOf(useStore(endpoints).value, useStore(settings).value)
  const test = useStore(pathTest)
  const chain = status ? chainOf(status, test, target) : []
  return {
    chain,
    test,
    reach: status ? reachOf(chain, status, test.at) : 'untested',
    run: () => void pathTest.run()
  }
}
