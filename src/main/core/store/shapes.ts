import type { Provider } from '#shared/mapping-models.ts'
import { attributesOf, type Bounds } from '../mapping/attributes.ts'
import { documentedPaths } from '../mapping/documented-paths.ts'
import { takeIn, type SeenEvent } from '../mapping/drift.ts'
import { guessProvider } from '../mapping/guess-provider.ts'
import { matchFields } from '../mapping/match-fields.ts'
import { countPairs, type LastFacts } from '../mapping/pairs.ts'
import { createRawIndex } from '../mapping/raw-index.ts'
import { findSubject, memberOf, textOf, type Subject } from '../mapping/subject.ts'
import type { Changes, StoreContext } from './context.ts'
import { createDirectories } from './directories.ts'
import type { EventRow } from './event-row.ts'
import { createShapeChanges } from './shape-changes.ts'
import { createShapeScopes } from './shape-scopes.ts'
import type { OpenBatch, StudiedEvent } from './study.ts'

/** What is learned from of one event. */
const STUDIED: Bounds = { most: 2_000, mostMembers: 20 }
const LONGEST_NAME = 100
/** Directories whose latest values are remembered; beyond that many all are forgotten. */
const REMEMBERED = 100
/** Stands for the organisation of what is learned of a type. */
const ANYWHERE = 0
const nothingLearned = () => null

/**
 * Learns what payloads carry: the fields of each type of event, and of each directory its raw attributes and
 * which fields they become. Sample events teach nothing: they bear the ids of made-up directories, and what
 * they carry is no news of a real one.
 */
export function createShapeStudy({ db }: StoreContext): OpenBatch {
  const scopes = createShapeScopes(db)
  const news = createShapeChanges(db)
  const directories = createDirectories(db)
  const lastFacts = new Map<number, LastFacts>()
  const lastFactsOf = (scope: number): LastFacts => {
    const known = lastFacts.get(scope)
    if (known) return known
    if (lastFacts.size >= REMEMBERED) lastFacts.clear()
    const facts: LastFacts = new Map()
    lastFacts.set(scope, facts)
    return facts
  }

  return (changes: Changes) => {
    const batch = scopes.openBatch()
    const providers = new Map<number, Provider | null>()
    const guess = (subject: Subject | null, organization: number, at: number): Provider | null => {
      const { chosen, told } = directories.find(organization)
      const guessed = guessProvider(subject, told).guess
      if (guessed !== null) directories.guess(organization, guessed, at)
      return chosen ?? guessed
    }
    /** By its first event: to guess anew for each one would cost more than all else. */
    const providerOf = (
      scope: number,
      organization: number,
      subject: Subject,
      at: number
    ): Provider | null => {
      let provider = providers.get(scope)
      if (provider === undefined) {
        provider = guess(subject, organization, at)
        providers.set(scope, provider)
      }
      return provider
    }
    const eventOf = ({
      row,
      isLate
    }: StudiedEvent): Pick<SeenEvent, 'id' | 'at' | 'organization' | 'isLate'> => ({
      id: row.id,
      at: row.happened_at,
      organization: row.organization ?? 0,
      isLate
    })
    const learnType = (event: StudiedEvent) => {
      const { canonical, happened_at: at } = event.row
      const scope = batch.take(ANYWHERE, canonical, at)
      if (!scope) return
      const found = attributesOf(event.body, STUDIED, undefined, isOfOrganization)
      const findings = takeIn(scope, { ...eventOf(event), ...found }, (key) =>
        documentedPaths(canonical).has(key)
      )
      for (const finding of findings) changes.shapes.push(...news.add(ANYWHERE, canonical, finding))
    }
    const learnDirectory = (event: StudiedEvent, subject: Subject, organization: number) => {
      const { canonical, happened_at: at } = event.row
      const scope = batch.take(organization, subject.resource, at)
      if (!scope) return
      const { raw: attributes, leftOut } = subject
      // The examples say what Scalekit may send, not what this directory has: all that is new there is news.
      const findings = takeIn(scope, { ...eventOf(event), attributes, leftOut }, () => false)
      for (const finding of findings) {
        changes.shapes.push(...news.add(organization, canonical, { ...finding, path: inBody(finding.path) }))
      }
      const index = createRawIndex(attributes)
      const provider = providerOf(scope.key, organization, subject, at)
      const matches = matchFields(subject, index, provider, nothingLearned)
      countPairs(scope.pairs, index, matches, at, lastFactsOf(scope.key))
    }

    return {
      learn(event) {
        const { row, body } = event
        if (row.sample === 1 || row.canonical.length > LONGEST_NAME) return
        learnType(event)
        if (row.organization === null) return
        const told = toldBy(row, body)
        if (told) {
          directories.tell(row.organization, told, row.happened_at)
          guess(null, row.organization, row.happened_at)
        }
        const subject = findSubject(body, STUDIED)
        if (subject?.isOfDirectory) learnDirectory(event, subject, row.organization)
      },
      keep: batch.keep
    }
  }
}

/** What an organisation and its directory choose says nothing of a type of event. */
const isOfOrganization = (path: string): boolean =>
  /\.(?:raw_attributes|custom_attributes|metadata)$/.test(path)
const inBody = (path: string): string => `data.raw_attributes${path.startsWith('[') ? '' : '.'}${path}`

function toldBy({ canonical }: EventRow, body: StudiedEvent['body']) {
  const name = textOf(memberOf(memberOf(body, 'data'), 'provider')).slice(0, LONGEST_NAME)
  if (name === '') return null
  // What is being taken away is no evidence.
  if (/^organization\.directory_(?:created|enabled)$/.test(canonical))
    return { by: 'directory', name, type: canonical } as const
  if (/^organization\.sso_(?:created|enabled)$/.test(canonical))
    return { by: 'connection', name, type: canonical } as const
  return null
}
