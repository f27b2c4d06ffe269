import { EventEmitter } from 'node:events'
import type { Notification } from 'electron'
import { expect, test } from 'vitest'
import type { Announce } from '#shared/contract.ts'
import { showNotices } from './notices.ts'

function setUp(platform: NodeJS.Platform = 'linux') {
  const shown: (EventEmitter & { title: string; body: string })[] = []
  const followed: (string | null)[] = []
  const ids: string[] = []
  const state = { isWatched: false }
  let announce: Announce = () => undefined
  showNotices(
    {
      onAnnouncement(listener) {
        announce = listener
        return () => undefined
      }
    },
    {
      app: { setAppUserModelId: (id) => void ids.push(id) },
      platform,
      create: (options) => {
        const notification = Object.assign(new EventEmitter(), options)
        return Object.assign(notification, {
          show: () => shown.push(notification)
        }) as unknown as Notification
      },
      isWatched: () => state.isWatched,
      follow: (id) => followed.push(id)
    }
  )
  const raise = (openId: string | null) =>
    announce('notices.raised', { kind: 'rejected', title: 'Rejected', text: 'Five of them', openId })
  return { shown, followed, ids, state, raise }
}

test('shows what is raised, and a click follows it', () => {
  const { shown, followed, raise } = setUp()
  raise('del_1')
  expect(shown).toMatchObject([{ title: 'Rejected', body: 'Five of them' }])
  shown[0]?.emit('click')
  expect(followed).toEqual(['del_1'])
})

test('is silent while the user looks at the app', () => {
  const { shown, state, raise } = setUp()
  state.isWatched = true
  raise(null)
  expect(shown).toEqual([])
  state.isWatched = false
  raise(null)
  expect(shown).toHaveLength(1)
})

test('Windows is told who speaks', () => {
  expect(setUp('win32').ids).toHaveLength(1)
  expect(setUp('darwin').ids).toEqual([])
})
