import { afterEach, expect, test } from 'vitest'
import { watchForWake } from './wake-sense.ts'

let stop = () => undefined as void
afterEach(() => stop())

/** Looks every millisecond at a clock and a network of the test's own. */
function watch() {
  const world = { now: 0, network: '192.168.1.5', looks: 0 }
  const heard: string[] = []
  const looked: (() => void)[] = []
  stop = watchForWake(
    {
      clock: { now: () => world.now },
      everyMs: 1,
      networkNow() {
        world.looks += 1
        looked.splice(0).forEach((done) => done())
        return world.network
      }
    },
    (why) => heard.push(why)
  )
  const look = () => new Promise<void>((done) => looked.push(done))
  /** The second look begins after the first one has said what it saw. */
  const looks = async () => {
    await look()
    await look()
  }
  return { world, heard, looks }
}

test('notices lost time, once', async () => {
  const { world, heard, looks } = watch()
  await looks()
  world.now += 60_000
  await looks()
  await looks()
  expect(heard).toEqual(['Time was lost, as in sleep'])
})

test('takes a busy moment and a clock that was set back for what they are', async () => {
  const { world, heard, looks } = watch()
  await looks()
  world.now += 9_000
  await looks()
  world.now -= 3_600_000
  await looks()
  expect(heard).toEqual([])
})

test('notices that the network went, came back, and is another one', async () => {
  const { world, heard, looks } = watch()
  for (const network of ['', '192.168.1.5', '10.0.0.7 192.168.1.5']) {
    world.network = network
    await looks()
  }
  expect(heard).toEqual(['The network changed', 'The network changed', 'The network changed'])
})

test('notices nothing any more once it is ended', async () => {
  const { world, heard, looks } = watch()
  await looks()
  stop()
  const { looks: before } = world
  world.network = 'another'
  await new Promise(setImmediate)
  expect([heard, world.looks]).toEqual([[], before])
})
