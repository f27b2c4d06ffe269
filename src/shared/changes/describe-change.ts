import type { DiffRow } from '#shared/diff-models.ts'
import { diffWords } from '#shared/json-diff/diff-words.ts'
import { cutText, listFew, visible } from './plain-text.ts'
import { sayPath } from './say-path.ts'
import { sayValue, tellingTexts } from './say-value.ts'
import { HIDDEN, isSecretPlace } from './secret-names.ts'
import { nothingWord } from './sections.ts'

/** A row as a plain sentence on one line, without a full stop: "department changed from Design to Platform". */
export const describeChange = (row: DiffRow): string => visible(sentenceOf(row))

function sentenceOf(row: DiffRow): string {
  const { kind, label, pointer, from, beforeText, afterText } = row
  const what = sayPath(label, pointer)
  if (isSecretPlace(pointer)) return `${what} ${secretVerb(row)} ${HIDDEN}`
  switch (kind) {
    case 'added':
      return `${what} was added${tell(what, label, afterText)}`
    case 'removed':
      return `${what} was removed${tell(what, label, beforeText)}`
    case 'moved':
      return `${from ? sayPath(from.label, from.pointer) : what} moved to ${what}`
    case 'changed':
      if (isLongText(beforeText) && isLongText(afterText)) {
        return `${what} changed: ${sayWords(beforeText, afterText)}`
      }
      return `${what} changed from ${sayValue(beforeText, afterText)} to ${sayValue(afterText, beforeText)}`
    case 'retyped':
      return sayRetyped(what, row)
  }
}

/** Where the beginnings of both would be told, which say nothing of the change. */
const LONG_TEXT = 80
const MOST_WORDS = 3

const isLongText = (json: string | null): json is string =>
  json !== null && json.startsWith('"') && json.length > LONG_TEXT

/** What of a long text became what: "wood became gas". */
function sayWords(before: string, after: string): string {
  const said: string[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed !== '' && added !== '') said.push(`${quoted(removed)} became ${quoted(added)}`)
    else if (removed !== '') said.push(`${quoted(removed)} was removed`)
    else if (added !== '') said.push(`${quoted(added)} was added`)
    removed = ''
    added = ''
  }
  for (const { kind, text } of diffWords(String(JSON.parse(before)), String(JSON.parse(after)))) {
    if (kind === 'same') flush()
    else if (kind === 'removed') removed += text
    else added += text
  }
  flush()
  return listFew(said, MOST_WORDS, '; ')
}

const quoted = (text: string): string => `“${cutText(text.trim() || text, 60)}”`

function sayRetyped(what: string, { note, beforeText, afterText }: DiffRow): string {
  const before = sayValue(beforeText, afterText)
  const after = sayValue(afterText, beforeText)
  switch (note) {
    case 'name_case':
      return `the name ${before} is now written ${after}`
    case 'number_form':
      return `${what} is now written ${after} instead of ${before}, the same number`
    case 'unassigned':
      return `${what} was ${nothingWord(beforeText)} and is ${nothingWord(afterText)}, the same to SCIM`
    case 'as_text':
    case 'wrapped':
    case undefined:
      return `${what} is now ${after} instead of ${before}, the same fact in another form`
  }
}

const secretVerb = ({ kind }: DiffRow): string =>
  kind === 'added' || kind === 'removed' || kind === 'moved' ? `was ${kind}` : 'changed'

/** What the path does not say of the value already. */
function tell(what: string, label: string, json: string | null): string {
  if (json === null || hasWords(what, sayValue(json))) return ''
  const texts = label.endsWith(']') ? tellingTexts(json) : []
  if (texts.length === 0) return `: ${sayValue(json)}`
  const news = texts.find((text) => !hasWords(what, text))
  return news === undefined ? '' : `: ${sayValue(JSON.stringify(news))}`
}

const hasWords = (sentence: string, words: string): boolean => ` ${sentence} `.includes(` ${words} `)
