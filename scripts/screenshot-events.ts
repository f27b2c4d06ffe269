import { createHash } from 'node:crypto'
import { makeScalekitId, timeOfScalekitId } from '../src/shared/scalekit-id.ts'
import { domainOf, type Organization } from '../src/main/core/simulator/organizations.ts'
import { createEventMaker } from '../src/main/core/simulator/make-events.ts'
import { spanOf, STORIES, tellStory as tellSimulated } from '../src/main/core/simulator/stories/stories.ts'
import { readCatalogue } from '../src/main/core/samples/catalogue.ts'
import { judge, signatureHeadersOf, type SigningSecret } from '../src/main/core/signatures/judge.ts'
import { loadScalekitVerifier } from '../src/main/core/signatures/scalekit.ts'
import { HEADER, type DeliveryLine } from '../src/main/core/transfer/line.ts'
import { timeKey } from '../src/main/core/store/time-key.ts'
import { OTHER_SECRET, SECRET, signed, type Signed } from '../tests/support/signed-request.ts'
import { storyNames, tellStory, type StoryName } from '../tests/support/stories.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** What the stories of the tests take. */
const STORY_SPAN = 428 * DAY
const SPAN = 2 * DAY

/** Scripts that a machine without many fonts shows as boxes. */
export const RARELY_DRAWN = /[\u0530-\u058f\u0900-\u13ff\u1780-\u17ff\u9f98]/

interface Arrival {
  readonly at: number
  readonly body: string
  /** The same for each delivery of one message. */
  readonly messageId?: string
}

/** Numbers from 0 to 1, the same at each run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 2 ** 32
  }
}

/**
 * Two days of deliveries with a lively last hour, as an export that the app takes in and judges itself: the lives
 * that the tests tell, those of the simulator, single events of several organisations, messages that came more than
 * once, and some that are rejected, each for another cause.
 */
export async function tellTwoDays(now: number): Promise<string> {
  const random = createRandom(7)
  const told = storyNames.flatMap((name, index) => squeezed(name, now, index / storyNames.length))
  const made = [...(await simulated(now, random)), ...(await singles(now, random))]
  const arrivals = [...told, ...made.filter(({ body }) => !RARELY_DRAWN.test(body))]
  const verifier = await loadScalekitVerifier()
  const secret: SigningSecret = {
    id: 'sec_1',
    label: '',
    lastFour: '',
    value: SECRET,
    endpointId: 'ep_1',
    sample: false
  }
  const lines: { readonly at: number; readonly line: object }[] = []
  const deliver = (at: number, { headers, body }: Signed) => {
    const pairs = Object.entries({
      host: 'your-app.ngrok-free.app',
      'user-agent': 'Svix-Webhooks/1.62',
      ...headers
    })
    const signature = signatureHeadersOf(pairs)
    const { verdict, reason } = judge(verifier, [secret], {
      kind: 'webhook',
      signature,
      body: Buffer.from(body),
      receivedAt: at,
      isCoded: false
    })
    const line: DeliveryLine = {
      id: `del_${timeKey(at) + lines.length}`,
      kind: 'webhook',
      receivedAt: at,
      method: 'POST',
      target: '/api/webhook/user-access',
      httpVersion: '1.1',
      remoteAddress: '127.0.0.1',
      headers: pairs,
      trailers: [],
      body,
      bodyBytes: Buffer.byteLength(body),
      bodyComplete: true,
      verdict,
      reason,
      status: verdict === 'verified' ? 200 : 401,
      webhookId: signature['webhook-id'] ?? null,
      triggerPoint: null,
      decision: null,
      sample: false,
      endpoint: null
    }
    lines.push({ at, line })
  }
  for (const [index, { at, body, messageId }] of arrivals.entries()) {
    const id = messageId ?? `msg_${createHash('sha256').update(body).digest('hex').slice(0, 27)}`
    const send = (later: number) => deliver(at + later, signed(body, { id, at: new Date(at + later) }))
    send(0)
    // As after an answer that was no 2xx: again after five seconds and after five minutes.
    if (index % 19 === 0 && at + 5 * SECOND < now) send(5 * SECOND)
    if (index % 38 === 0 && at + 5 * MINUTE < now) send(5 * MINUTE)
  }
  for (const [index, spoil] of SPOILED.entries()) {
    const { body } = arrivals[index * 7 + 3] ?? { body: '{}' }
    const at = Math.round(now - (index + 0.4) * 7 * MINUTE * (1 + index / 3))
    deliver(at, spoil(body, at))
  }
  const text = lines.toSorted((a, b) => a.at - b.at).map(({ line }) => JSON.stringify(line))
  return `${[JSON.stringify(HEADER), ...text].join('\n')}\n`
}

/** Ways in which a delivery comes to be rejected. */
const SPOILED: readonly ((body: string, at: number) => Signed)[] = [
  (body, at) => signed(body, { at: new Date(at), secret: OTHER_SECRET }),
  // A proxy has written the body anew.
  (body, at) => ({ ...signed(body, { at: new Date(at) }), body: JSON.stringify(JSON.parse(body), null, 2) }),
  (body) => ({ headers: { 'content-type': 'application/json' }, body }),
  (body, at) => signed(body, { at: new Date(at - 25 * MINUTE) }),
  (body, at) => {
    const one = signed(body, { at: new Date(at) })
    return { ...one, headers: { ...one.headers, 'webhook-signature': 'v1,not-a-signature' } }
  },
  (body, at) => signed(body, { at: new Date(at + 40 * MINUTE) })
]

/** A story of 428 days in two, with all its times and the times within its ids. */
function squeezed(name: StoryName, now: number, share: number): Arrival[] {
  const startMs = now - STORY_SPAN - DAY
  // Each begins and ends a little elsewhere, and the last sixth of each falls into the last hour. What was there
  // before a story began, such as its organisation, keeps its id and with it what others know of it.
  const end = now - 20 * SECOND - share * 25 * MINUTE
  const begin = now - SPAN + share * 9 * HOUR
  const squeeze = (at: number) => {
    const part = Math.min(1, Math.max(0, (at - startMs) / STORY_SPAN))
    const hour = end - 40 * MINUTE
    const to =
      part < 0.85 ? begin + (part / 0.85) * (hour - begin) : hour + ((part - 0.85) / 0.15) * (end - hour)
    return Math.round(to)
  }
  let last = 0
  return tellStory(name, { startMs }).bodies.map((event) => {
    const body = JSON.stringify(event)
      .replaceAll(/\b([a-z]+\d*[a-z]*)_(\d{17,19})\b/g, (id, prefix: string, digits: string) => {
        const at = timeOfScalekitId(id)
        return at === null || at <= startMs
          ? id
          : makeScalekitId(prefix, squeeze(at), Number(BigInt(digits) & 0xffffffn))
      })
      .replaceAll(/\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d*)Z/g, (_, time: string, more: string) =>
        new Date(squeeze(Date.parse(`${time}Z`))).toISOString().replace('Z', `${more}Z`)
      )
    const happened = squeeze(timeOf(event['occurred_at'] ?? event['timestamp']) ?? startMs)
    last = Math.min(now - SECOND, Math.max(last + 400, happened + 700))
    return { at: last, body }
  })
}

const timeOf = (text: unknown): number | null => (typeof text === 'string' ? Date.parse(text) : null)

const organizations = ['Harrow Glassworks', 'Saltmarsh Sensors', 'Fjordlys Energi', 'Quillmark Press'].map(
  (name, index): Organization => ({
    id: makeScalekitId('org', Date.UTC(2025, 2, 4 + index, 9), 4_242 + index),
    name,
    domain: domainOf(name)
  })
)
const dialects = ['okta', 'entra', 'google', 'jumpcloud', 'onelogin', 'ping'] as const

/** The simulator's stories at the speed of life, or so quick that they fit into the two days. */
async function simulated(now: number, random: () => number): Promise<Arrival[]> {
  const catalogue = await readCatalogue()
  return STORIES.flatMap((plan, index) =>
    [0, 1].flatMap((turn) => {
      const span = spanOf(plan)
      const speed = Math.max(1, span / (5 * HOUR))
      const start =
        turn === 0 ? now - SPAN + random() * 1.5 * DAY : now - 2 * HOUR * random() - Math.min(span, 5 * HOUR)
      const organization = organizations[(index + turn) % organizations.length]
      if (!organization) return []
      const told = tellSimulated(plan, {
        catalogue,
        seed: index * 10 + turn + 1,
        dialect: dialects[(index + turn) % dialects.length] ?? 'okta',
        names: 'current',
        organization,
        start,
        speed
      })
      return told.map(({ body, dueMs, messageId }) => ({ at: Math.round(start + dueMs), body, messageId }))
    })
  ).filter(({ at }) => at < now)
}

const EVERYDAY = [
  'user.login',
  'user.login',
  'user.logout',
  'organization.directory.user_updated',
  'organization.directory.user_created',
  'user.signup',
  'organization.directory.group_updated',
  'user.organization_membership_created',
  'connected_account.token_refresh_failed',
  'organization.directory.user_deleted',
  'organization.domain_created'
] as const

/** Single events, most of them by day and in the last hour. */
async function singles(now: number, random: () => number): Promise<Arrival[]> {
  const catalogue = await readCatalogue()
  const makers = organizations.map((organization, index) =>
    createEventMaker({
      catalogue,
      seed: 100 + index,
      dialect: dialects[index] ?? 'okta',
      names: 'current',
      organization
    })
  )
  const times = [
    ...Array.from({ length: 180 }, () => now - random() ** 1.6 * SPAN),
    ...Array.from({ length: 40 }, () => now - random() * HOUR)
  ].toSorted((a, b) => a - b)
  return times.map((time) => {
    const at = Math.floor(time) - SECOND
    const type = EVERYDAY[Math.floor(random() * EVERYDAY.length)] ?? 'user.login'
    const make = makers[Math.floor(random() * makers.length)]
    return { at, body: JSON.stringify(make?.(type, at - 300)) }
  })
}
